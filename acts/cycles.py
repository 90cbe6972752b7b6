"""The life cycles as an act knows them: the code's tables, less what the act leaves out, with what it says otherwise.

An act may leave a row out, with the reason, and change a row's sources, target, roles and sentence, and what a state
means. It may not add a state or a verb: those are columns, pages and constraints of the code.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from typing import TypeVar

import msgspec
from msgspec import Struct

from acts.deeds import cycles
from acts.files import ActFileError, file_name, parse_tables, read_all, read_text, refuse
from kit.life_cycle import LifeCycle, Transition

FILE = "cycles.toml"
STATES = "states"

T = TypeVar("T")


class Change(Struct, forbid_unknown_fields=True, frozen=True):
    """What an act says of one step: why it has none, or what is otherwise than in the code's table."""

    absent: str = ""
    sources: tuple[str, ...] = ()
    target: str = ""
    roles: tuple[str, ...] = ()
    sentence: str = ""


class Changes(Struct, frozen=True):
    """What an act says of one life cycle: its steps by their verbs, and what states mean."""

    steps: dict[str, Change] = {}
    states: dict[str, str] = {}


@cache
def effective(cycle: LifeCycle, act: str) -> LifeCycle:
    """Return a life cycle as an act, named by its folder, knows it. Raises ActFileError naming file, key and reason."""
    return apply_changes(cycle, load_changes(act).get(cycle.noun.word, Changes()), file_name(act, FILE))


def left_out(act: str) -> Mapping[str, str]:
    """Return the steps that an act leaves out, as noun.verb, each with its reason. Raises ActFileError."""
    changes = load_changes(act).items()
    steps = ((f"{noun}.{verb}", step.absent) for noun, change in changes for verb, step in change.steps.items())
    return {step: reason for step, reason in steps if reason}


def unknown_nouns(act: str) -> Iterator[ActFileError]:
    """Yield each life cycle of an act's file that the code does not have. Raises ActFileError."""
    for noun in sorted(load_changes(act).keys() - {cycle.noun.word for cycle in cycles()}):
        yield ActFileError(file_name(act, FILE), noun, "unknown: the code has no life cycle of this noun")


@cache
def load_changes(act: str) -> Mapping[str, Changes]:
    """Return what an act's folder says of life cycles, by their nouns. Raises ActFileError."""
    return parse_changes(read_text(act, FILE), file_name(act, FILE))


def parse_changes(text: str, file: str) -> Mapping[str, Changes]:
    """Return a text of changes, by the nouns of the life cycles.

    Raises ActFileError naming file, key and reason of all that is wrong.
    """
    tables = parse_tables(text, file)
    changes = read_all(partial(_changes, file, noun, table) for noun, table in tables.items())
    return dict(zip(tables, changes, strict=True))


def _changes(file: str, noun: str, table: object) -> Changes:
    rows = _convert(file, noun, table, dict[str, object])
    states = _convert(file, f"{noun}.{STATES}", rows.pop(STATES, {}), dict[str, str])
    steps = read_all(partial(_convert, file, f"{noun}.{verb}", row, Change) for verb, row in rows.items())
    return Changes(dict(zip(rows, steps, strict=True)), states)


def _convert(file: str, key: str, raw: object, kind: type[T]) -> T:
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        raise ActFileError(file, key, str(error)) from error


def apply_changes(cycle: LifeCycle, changes: Changes, file: str) -> LifeCycle:
    """Return the cycle with an act's changes, of the states that can be reached under it. Raises ActFileError."""
    refuse(ActFileError(file, f"{cycle.noun.word}.{key}", reason) for key, reason in _unknown(cycle, changes))
    steps = [_change_row(row, changes.steps.get(row.verb, Change())) for row in cycle.transitions]
    absent_verbs = {verb for verb, change in changes.steps.items() if change.absent}
    remaining = [row for row in steps if row.verb not in absent_verbs]
    states_reached = _reachable(cycle.beginnings, remaining)
    rows = tuple(replace(row, sources=row.sources & states_reached) for row in remaining)
    meanings = {**cycle.states, **changes.states}
    states = {state: meanings[state] for state in cycle.states if state in states_reached}
    table = LifeCycle(cycle.noun, states, rows)
    refuse(ActFileError(file, f"{cycle.noun.word}.{key}", reason) for key, reason in _dead_ends(cycle, table, changes))
    return table


def _unknown(cycle: LifeCycle, changes: Changes) -> Iterator[tuple[str, str]]:
    """Yield what an act says in words that the code does not have: a verb, a state or a role of its own."""
    verbs = {row.verb for row in cycle.transitions}
    states = {"", *cycle.states, *cycle.beginnings}
    roles = {role for table in (cycle, *cycles()) for row in table.transitions for role in row.roles}
    for verb, change in changes.steps.items():
        if verb not in verbs:
            yield verb, "unknown: an act adds no step to a life cycle"
        for state in sorted({*change.sources, change.target} - states):
            yield verb, f"unknown state {state}: an act adds none"
        for role in sorted(set(change.roles) - roles):
            yield verb, f"unknown role {role}"
        if change.absent and change != Change(absent=change.absent):
            yield verb, "what is absent has nothing else"
    for state in sorted(changes.states.keys() - cycle.states.keys()):
        yield STATES, f"unknown state {state}: an act adds none"


def _change_row(row: Transition, change: Change) -> Transition:
    return replace(
        row,
        sources=frozenset(change.sources) or row.sources,
        target=change.target or row.target,
        roles=frozenset(change.roles) or row.roles,
        sentence=change.sentence or row.sentence,
    )


def _reachable(beginnings: frozenset[str], rows: list[Transition]) -> frozenset[str]:
    states, before = beginnings, frozenset[str]()
    while states != before:
        before = states
        states |= {row.target for row in rows if row.sources & states}
    return states


def _dead_ends(cycle: LifeCycle, table: LifeCycle, changes: Changes) -> Iterator[tuple[str, str]]:
    """Yield each step that can never be taken, and each state that is spoken of and never reached, or never left."""
    for row in table.transitions:
        if not row.sources:
            yield row.verb, "cannot be taken: nothing leads to where it begins"
    for verb, change in changes.steps.items():
        for state in sorted({*change.sources} - table.states.keys() - table.beginnings):
            yield verb, f"begins in {state}, which is never reached"
    for state in sorted(changes.states.keys() - table.states.keys()):
        yield STATES, f"{state} is never reached"
    for state in sorted(table.ends - cycle.ends):
        yield STATES, f"{state} is entered and never left"
