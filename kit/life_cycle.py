"""Life cycles as tables: which act leads from which states to which, whose act it is, and on what ground."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from kit.errors import NotPermitted, WrongState


@dataclass(frozen=True)
class Transition:
    """One act: the states it may leave, the state it leads to, the roles that may do it, its obligation."""

    verb: str
    label: str
    sources: frozenset[str]
    target: str
    roles: frozenset[str]
    source: str


def transition(verb: str, sources: str, target: str, roles: str, label: str, source: str) -> Transition:
    """A row of a table, with its sources and roles written side by side."""
    return Transition(verb, label, frozenset(sources.split()), target, frozenset(roles.split()), source)


@dataclass(frozen=True)
class LifeCycle:
    """States with their legal meaning, and every transition there is; what is not in the table is refused."""

    noun: str
    states: Mapping[str, str]
    transitions: tuple[Transition, ...]

    def step(self, state: str, verb: str) -> Transition:
        """The transition of `verb` out of `state`. Raises WrongState."""
        for transition in self.transitions:
            if transition.verb == verb and state in transition.sources:
                return transition
        raise WrongState

    def step_by(self, role: str, state: str, verb: str) -> Transition:
        """Likewise, done by an account of this role. Raises WrongState, NotPermitted."""
        transition = self.step(state, verb)
        if role not in transition.roles:
            raise NotPermitted
        return transition

    def allowed(self, state: str, role: str) -> list[Transition]:
        """What an account of the role may do with a thing in this state, in the order of the table."""
        return [t for t in self.transitions if state in t.sources and role in t.roles]

    def pairs(self) -> list[tuple[str, str]]:
        """Every state with every verb: for the test that walks them all."""
        return list(product(self.states, sorted({t.verb for t in self.transitions})))
