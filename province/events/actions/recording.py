"""The one way into the event log."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from acts.deeds import deed_of
from kit.deeds import Deed
from kit.identity import mask_text
from province.events.models import Event
from province.events.rules import Actor
from province.law.queries.policy import article

SYSTEM_ROLE = "system"
SYSTEM_NAME = "系统"

_source: ContextVar[str | None] = ContextVar("source address", default=None)


@contextmanager
def acting_from(address: str | None) -> Iterator[None]:
    """Everything recorded inside came from this address."""
    token = _source.set(address)
    try:
        yield
    finally:
        _source.reset(token)


def source_address() -> str | None:
    """Where the current request came from; None for a scheduled job."""
    return _source.get()


def record(
    step: Deed,
    thing: object,
    *,
    by: Actor | None,
    on: date,
    before: str = "",
    after: str = "",
    why: str = "",
    area: str | None = None,
    demand: str = "",
    data: Mapping[str, object] | None = None,
) -> Event:
    """Write the event of one step on one thing, one INSERT in the caller's transaction.

    The thing's number and area are read off it, unless the area is another; the article is the one that the act in use
    cites for the step, or for a more particular demand. `by` is None for a scheduled job. Identity and telephone
    numbers that someone wrote into `why` are masked before they are kept, since the log is never cleaned.
    Raises NotDeclared.
    """
    columns = _columns_of(step, by=by, on=on, before=before, after=after, why=why, demand=demand)
    place = step.noun.area_of(thing) if area is None else area
    return Event.objects.create(object_id=step.noun.number_of(thing), area=place, data=data or {}, **columns)


def record_each(
    step: Deed,
    things: Iterable[tuple[object, str]],
    *,
    by: Actor | None,
    on: date,
    before: str = "",
    after: str = "",
    why: str = "",
) -> int:
    """Write one event for each (number, area) that a set-based step touched, a thousand an INSERT; how many."""
    columns = _columns_of(step, by=by, on=on, before=before, after=after, why=why)
    events = [Event(object_id=str(number), area=area, **columns) for number, area in things]
    Event.objects.bulk_create(events, batch_size=1000)
    return len(events)


def _columns_of(step: Deed, *, by: Actor | None, why: str, demand: str = "", **rest: object) -> dict[str, object]:
    ground = demand or step.demand
    return {
        "noun": deed_of(step.noun.word, step.verb).noun.word,
        "verb": step.verb,
        "actor": by if by and by.pk else None,
        "actor_name": by.name if by else SYSTEM_NAME,
        "role": by.role if by else SYSTEM_ROLE,
        "source_ip": source_address(),
        "obligation": article(ground) if ground else "",
        "why": mask_text(why),
        **rest,
    }


def event_values(
    step: Deed, *, on: date, actor: str, role: str, before: str = "", after: str = "", why: str = ""
) -> dict[str, str | date | None]:
    """The parameters of the fragment `province.events.event`, for a statement that writes an event among other rows.

    They are what `record` writes; `actor` and `role` name whoever has no account.
    """
    return {
        "event_on": on,
        "event_actor": actor,
        "event_role": role,
        "event_address": source_address(),
        "event_noun": deed_of(step.noun.word, step.verb).noun.word,
        "event_verb": step.verb,
        "event_before": before,
        "event_after": after,
        "event_why": mask_text(why),
        "event_obligation": article(step.demand) if step.demand else "",
    }
