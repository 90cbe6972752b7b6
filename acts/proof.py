"""How an obligation stands: who carries it, which tests prove it, and what is wrong with that.

`proof.json` is the committed result of `make prove-register`: every carrier was broken once, and what is caught is
caught by a test that is marked with the obligation. Nobody writes it by hand.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import msgspec
from msgspec import Struct

from acts.files import HERE
from acts.register import Kind, Obligation

PROOF = HERE / "proof.json"


class State(StrEnum):
    PROVED = "proved"
    HUMAN = "human"
    PLANNED = "planned"
    UNPROVED = "unproved"


class Caught(Struct, forbid_unknown_fields=True):
    """One carrier as it was when it was broken, and the marked test that went red; empty where none did."""

    digest: str
    by: str


class Proved(Struct, forbid_unknown_fields=True):
    """What breaking its carriers showed of one obligation; `tests` are the marked ones with their digests."""

    on: date
    carriers: dict[str, Caught]
    tests: dict[str, str]


Proof = Mapping[str, Proved]


def load_proof() -> Proof:
    """Return the committed result, by obligation; empty where nothing was proved yet."""
    return msgspec.json.decode(PROOF.read_bytes(), type=dict[str, Proved]) if PROOF.exists() else {}


def write_proof(proof: Proof) -> None:
    """Write the result anew, sorted, one fact a line."""
    raw = msgspec.json.encode(dict(proof), order="sorted")
    PROOF.write_bytes(msgspec.json.format(raw, indent=1) + b"\n")


@dataclass(frozen=True)
class Standing:
    """One obligation with the code that signed for it, and what the committed result shows of it."""

    obligation: Obligation
    code: tuple[str, ...]
    proof: Proved | None

    @property
    def tests(self) -> tuple[str, ...]:
        return tuple(sorted(self.proof.tests)) if self.proof else ()

    @property
    def state(self) -> State:
        if self.obligation.kind is Kind.HUMAN:
            return State.HUMAN
        if self.obligation.planned:
            return State.PLANNED
        return State.UNPROVED if self._missing else State.PROVED

    @property
    def complaint(self) -> str:
        """Why the build must not pass with this obligation; empty when it may."""
        if self.state is State.PLANNED and (self.code or self.tests):
            return "planned, yet code or tests claim it: take the planned line out of the register"
        return self._missing if self.state is State.UNPROVED else ""

    @property
    def _missing(self) -> str:
        if not self.code:
            return "no code"
        if self.proof is None or not self.proof.tests:
            return "no test is known to prove it"
        if self.proof.carriers.keys() != set(self.code):
            return "other code carries it than was broken: make prove"
        blind = [place for place, caught in self.proof.carriers.items() if not caught.by]
        return f"no test goes red when this is broken: {blind[0]}" if blind else ""


def counts(standings: Iterable[Standing]) -> dict[State, int]:
    """How many obligations are in each state, every state named."""
    states = [standing.state for standing in standings]
    return {state: states.count(state) for state in State}
