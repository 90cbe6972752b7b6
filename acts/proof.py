"""How an obligation stands: who carries it, which tests prove it, and what is wrong with that."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from acts.register import Kind, Obligation


class State(StrEnum):
    PROVED = "proved"
    HUMAN = "human"
    PLANNED = "planned"
    UNPROVED = "unproved"


@dataclass(frozen=True)
class TestOutcome:
    """What became of one test when it last ran."""

    __test__ = False

    name: str
    passed: bool


@dataclass(frozen=True)
class Standing:
    """One obligation with the code that signed for it and the tests that are marked with it."""

    obligation: Obligation
    code: tuple[str, ...]
    tests: tuple[TestOutcome, ...]

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
        failed = [test.name for test in self.tests if not test.passed]
        if failed:
            return f"a test did not pass: {failed[0]}"
        lacks = [word for word, have in (("code", self.code), ("test", self.tests)) if not have]
        return f"no {' and no '.join(lacks)}" if lacks else ""


def counts(standings: Iterable[Standing]) -> dict[State, int]:
    """How many obligations are in each state, every state named."""
    states = [standing.state for standing in standings]
    return {state: states.count(state) for state in State}
