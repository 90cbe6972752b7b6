"""Everything that is ever recorded, declared once: the rows of life cycles, and deeds that know no states.

An event takes its words from here and from nowhere else; every deed with an article is a demand of the acts.
"""

from collections.abc import Mapping

from acts.demands import ask, carried_by
from kit.deeds import Deed, Noun
from kit.life_cycle import LifeCycle
from kit.pages.parts import Tone
from kit.words import Word

_cycles: list[LifeCycle] = []
_nouns: dict[str, Noun] = {}
_deeds: dict[tuple[str, str], Deed] = {}


class DeclaredTwice(LookupError):
    """Two kinds of things share a word, or two deeds a noun and verb: their events could not be told apart."""


class NotDeclared(LookupError):
    """Nobody has declared this deed, so that no page could tell of it."""


def declare(cycle: LifeCycle, module: str) -> LifeCycle:
    """Say that every step of a life cycle is recorded, and a demand of its row where people take it; returns it."""
    _cycles.append(cycle)
    for step in {row.verb: row for row in reversed(cycle.transitions)}.values():
        _enter(step)
    for step in cycle.transitions:
        if step.roles:
            carried_by(step.demand, f"{module}:{step.demand}")
        else:
            ask(step.demand)  # nobody is asked whether the system may: the job that takes the step carries it
    return cycle


def deed(
    noun: Noun,
    verb: str,
    past: str,
    *,
    detail: str = "",
    tone: Tone = Tone.PLAIN,
    demand: str = "",
    is_told: bool = True,
    result: type[Word] | None = None,
) -> Deed:
    """Say that something is recorded which leads from no state to another; returns it. Raises DeclaredTwice."""
    if demand:
        ask(demand)
    new = Deed(noun=noun, verb=verb, past=past, detail=detail, tone=tone, demand=demand, is_told=is_told, result=result)
    return _enter(new)


def _enter(new: Deed) -> Deed:
    if _nouns.setdefault(new.noun.word, new.noun) is not new.noun:
        raise DeclaredTwice(new.noun.word)
    if _deeds.setdefault((new.noun.word, new.verb), new) is not new:
        raise DeclaredTwice(f"{new.noun.word}.{new.verb}")
    return new


def cycles() -> tuple[LifeCycle, ...]:
    """Return every life cycle, as far as imported."""
    return tuple(_cycles)


def nouns() -> Mapping[str, Noun]:
    """Return every kind of thing of which events tell, by its word, as far as imported."""
    return dict(_nouns)


def deeds() -> tuple[Deed, ...]:
    """Return everything that is ever recorded, as far as imported."""
    return tuple(_deeds.values())


def deed_of(noun: str, verb: str) -> Deed:
    """Return the deed that an event tells of, by the words in the log. Raises NotDeclared."""
    row = _deeds.get((noun, verb))
    if row is None:
        raise NotDeclared(f"{noun}.{verb}")
    return row
