"""Life cycles as tables: which step leads from which states to which, and whose step it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from kit.errors import NotPermitted, WrongState


@dataclass(frozen=True)
class Transition:
    """One step: the states it may leave, the state it leads to, the roles that may do it; the system's own has none."""

    verb: str
    sources: frozenset[str]
    target: str
    roles: frozenset[str]
    sentence: str


def transition(verb: str, sources: Iterable[str], target: str, roles: Iterable[str], sentence: str) -> Transition:
    """Return one row of a table; its words are the very words that are stored."""
    return Transition(verb, frozenset(map(str, sources)), str(target), frozenset(map(str, roles)), sentence)


@dataclass(frozen=True, eq=False)
class LifeCycle:
    """States with their legal meaning, and every transition there is; what is not in the table is refused."""

    noun: str
    states: Mapping[str, str]
    transitions: tuple[Transition, ...]

    @property
    def beginnings(self) -> frozenset[str]:
        """What no step leads to: a thing that is new."""
        left = {state for row in self.transitions for state in row.sources}
        return frozenset(left - {row.target for row in self.transitions})

    @property
    def ends(self) -> frozenset[str]:
        """The states that no step leaves."""
        return frozenset(self.states.keys() - {state for row in self.transitions for state in row.sources})

    def step(self, state: str, verb: str) -> Transition:
        """The transition of `verb` out of `state`. Raises WrongState."""
        for row in self.transitions:
            if row.verb == verb and state in row.sources:
                return row
        raise WrongState

    def step_by(self, role: str, state: str, verb: str) -> Transition:
        """Likewise, done by an account of this role. Raises WrongState, NotPermitted."""
        row = self.step(state, verb)
        if role not in row.roles:
            raise NotPermitted
        return row

    def allowed(self, state: str, role: str) -> list[Transition]:
        """What an account of the role may do with a thing in this state, in the order of the table."""
        return [row for row in self.transitions if state in row.sources and role in row.roles]

    def pairs(self) -> list[tuple[str, str]]:
        """Every state with every verb: for the test that walks them all."""
        return list(product(self.states, sorted({row.verb for row in self.transitions})))
