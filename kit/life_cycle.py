"""Life cycles as tables: which step leads from which states to which, whose it is, how it is offered and told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from kit.deeds import Deed, Noun
from kit.errors import NotPermitted, WrongState
from kit.pages.parts import Tone

NEW = ""  # where a thing stands before its first step; no column holds it


@dataclass(frozen=True)
class Button:
    """How a page offers a step: its word, what follows from it, and how it asks before anything is done.

    `form` is the key of the form that it asks for, which pages know; `danger` and `typed` are for what harms and for
    what cannot be undone, the latter is confirmed by typing a word; `key` is its key on the keyboard; `action` is the
    function that does it, where that is not named as the verb. Rows between which the action chooses share a `door`:
    one button and one address, named by one of their verbs. `done` is what the page says afterwards, where the
    history's word would say too little.
    """

    label: str
    consequence: str
    form: str = ""
    danger: bool = False
    typed: bool = False
    key: str = ""
    action: str = ""
    door: str = ""
    done: str = ""


NO_BUTTON = Button("", "")


@dataclass(frozen=True, kw_only=True)
class Transition(Deed):
    """One step: the states it may leave, the state it leads to, the roles that may do it; the system's own has none.

    `sentence` is what the step means in law. Without a button it is done by a job or on a page of its own.
    """

    sources: frozenset[str]
    target: str
    roles: frozenset[str]
    sentence: str
    button: Button = NO_BUTTON

    @property
    def door(self) -> str:
        """The verb that names the step's button and address."""
        return self.button.door or self.verb

    @property
    def address(self) -> str:
        """The last part of the step's address."""
        return self.door.replace("_", "-")

    @property
    def route(self) -> str:
        """The name of the step's address within its floor."""
        return f"{self.door}_{self.noun.word}"

    @property
    def action(self) -> str:
        """The name of the function that does it."""
        return self.button.action or self.door

    @property
    def done(self) -> str:
        """What the page says once it is done."""
        return self.button.done or self.past


def transition(
    noun: Noun,
    verb: str,
    sources: Iterable[str],
    target: str,
    roles: Iterable[str],
    sentence: str,
    past: str,
    *,
    detail: str = "",
    tone: Tone = Tone.PLAIN,
    is_told: bool = True,
    button: Button = NO_BUTTON,
) -> Transition:
    """Return one row of a table; its words are the very words that are stored, its demand is noun.verb."""
    return Transition(
        noun=noun,
        verb=verb,
        sources=frozenset(map(str, sources)),
        target=str(target),
        roles=frozenset(map(str, roles)),
        sentence=sentence,
        past=past,
        detail=detail,
        tone=tone,
        demand=f"{noun.word}.{verb}",
        is_told=is_told,
        button=button,
    )


@dataclass(frozen=True, eq=False)
class LifeCycle:
    """States with their legal meaning, and every transition there is; what is not in the table is refused."""

    noun: Noun
    states: Mapping[str, str]
    transitions: tuple[Transition, ...]

    @property
    def beginnings(self) -> frozenset[str]:
        """What no step leads to: a thing that is new."""
        sources = {state for row in self.transitions for state in row.sources}
        return frozenset(sources - {row.target for row in self.transitions})

    @property
    def ends(self) -> frozenset[str]:
        """The states that no step leaves."""
        return frozenset(self.states.keys() - {state for row in self.transitions for state in row.sources})

    def step(self, state: str, verb: str) -> Transition:
        """The transition of `verb` out of `state`. Raises WrongState."""
        for row in self.rows_of(verb):
            if state in row.sources:
                return row
        raise WrongState

    def step_by(self, role: str, state: str, verb: str) -> Transition:
        """Likewise, done by an account of this role. Raises WrongState, NotPermitted."""
        row = self.step(state, verb)
        if role not in row.roles:
            raise NotPermitted
        return row

    def steps_for(self, state: str, role: str) -> list[Transition]:
        """What an account of the role may do with a thing in this state, in the order of the table."""
        return [row for row in self.transitions if state in row.sources and role in row.roles]

    def rows_of(self, verb: str) -> list[Transition]:
        """The rows of one verb: none where the act leaves it out, several where the target depends on the state."""
        return [row for row in self.transitions if row.verb == verb]

    def behind(self, door: str) -> list[Transition]:
        """The rows that share a button and an address: none where the act leaves them out."""
        return [row for row in self.transitions if row.button.label and row.door == door]

    def step_behind(self, door: str, state: str) -> Transition:
        """The first row behind a door that leaves this state. Raises WrongState."""
        for row in self.behind(door):
            if state in row.sources:
                return row
        raise WrongState

    def doors(self) -> list[Transition]:
        """The first row behind each door."""
        return one_a_door(self.transitions)

    def pairs(self) -> list[tuple[str, str]]:
        """Every state with every verb: for the test that walks them all."""
        return list(product(self.states, sorted({row.verb for row in self.transitions})))


def one_a_door(rows: Iterable[Transition]) -> list[Transition]:
    """Return the rows that have a button, and of those that share one the first."""
    first: dict[str, Transition] = {}
    for row in rows:
        if row.button.label:
            first.setdefault(row.door, row)
    return list(first.values())
