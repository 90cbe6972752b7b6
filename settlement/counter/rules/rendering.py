"""What every face of the counter must be able to write."""

from typing import Protocol

from kit.errors import RuleRefused
from settlement.claims.rules import Settled


class Rendering(Protocol):
    """Writes what a face of the system answers; a stored answer is this text, word for word."""

    def settled(self, settled: Settled) -> str: ...

    def refused(self, refusal: RuleRefused) -> str: ...
