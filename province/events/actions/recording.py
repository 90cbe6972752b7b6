"""The one way into the event log."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from kit.identity import mask_text
from province.events.models import Event
from province.events.rules import Actor

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
    *,
    by: Actor | None,
    on: date,
    noun: str,
    object_id: object,
    verb: str,
    source: str = "",
    before: str = "",
    after: str = "",
    why: str = "",
    area: str = "",
    data: Mapping[str, object] | None = None,
) -> Event:
    """Write one event, one INSERT in the caller's transaction.

    `source` is what the act in use cites; `by` is None for a scheduled job. Identity and telephone numbers
    that someone wrote into `why` are masked before they are kept, since the log is never cleaned.
    """
    shared = _shared(by=by, on=on, noun=noun, verb=verb, source=source, before=before, after=after, why=why)
    return Event.objects.create(object_id=str(object_id), area=area, data=data or {}, **shared)


def _shared(*, by: Actor | None, source: str, why: str, **rest: object) -> dict[str, object]:
    return {
        "actor": by,
        "actor_name": by.name if by else SYSTEM_NAME,
        "role": by.role if by else SYSTEM_ROLE,
        "source_ip": source_address(),
        "obligation": source,
        "why": mask_text(why),
        **rest,
    }


def record_each(
    *,
    by: Actor | None,
    on: date,
    noun: str,
    verb: str,
    objects: Iterable[tuple[object, str]],
    source: str = "",
    before: str = "",
    after: str = "",
    why: str = "",
) -> int:
    """Write one event for each (object, area) that a set-based act touched, a thousand an INSERT; how many."""
    shared = _shared(by=by, on=on, noun=noun, verb=verb, source=source, before=before, after=after, why=why)
    events = [Event(object_id=str(object_id), area=area, **shared) for object_id, area in objects]
    Event.objects.bulk_create(events, batch_size=1000)
    return len(events)


def event_values(
    *,
    on: date,
    actor: str,
    role: str,
    noun: str,
    verb: str,
    source: str = "",
    before: str = "",
    after: str = "",
    why: str = "",
) -> dict[str, str | date | None]:
    """The parameters of the fragment `province.events.event`, for a statement that writes an event among other rows.

    They are what `record` writes, with `why` masked; `actor` and `role` name whoever has no account.
    """
    return {
        "event_on": on,
        "event_actor": actor,
        "event_role": role,
        "event_address": source_address(),
        "event_noun": noun,
        "event_verb": verb,
        "event_before": before,
        "event_after": after,
        "event_why": mask_text(why),
        "event_obligation": source,
    }
