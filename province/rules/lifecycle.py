"""Life cycles as tables: which verb leads from which states to which, and who may say it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from province.errors import NotPermitted, WrongState


@dataclass(frozen=True)
class Transition:
    """One step: from any of `sources` to `target`, by one of `roles` (none: only the system itself)."""

    verb: str
    sources: frozenset[str]
    target: str
    roles: frozenset[str]
    meaning: str
    obligation: str = ""


@dataclass(frozen=True)
class LifeCycle:
    """The states of one noun, each with its legal meaning, and the steps between them."""

    states: Mapping[str, str]
    transitions: tuple[Transition, ...]

    def step(self, verb: str, state: str, role: str | None) -> Transition:
        """The step that `verb` takes from `state`, for an actor's role (None: the system).

        Raises NotPermitted when the role never takes it, WrongState when the state does not allow it.
        """
        named = [each for each in self.transitions if each.verb == verb]
        if not any(role is None or role in each.roles for each in named):
            raise NotPermitted
        for each in named:
            if state in each.sources:
                return each
        raise WrongState

    def allows(self, verb: str, state: str, role: str) -> bool:
        """Whether somebody of this role may take the step from this state."""
        return any(each.verb == verb for each in self.open_to(state, role))

    def open_to(self, state: str, role: str) -> Iterator[Transition]:
        """Every step that somebody of this role may take from this state."""
        return (each for each in self.transitions if state in each.sources and role in each.roles)
