"""The one way into the event log."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any

from province.models import Account, Event
from province.rules.identity import mask_text

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
    by: Account | None,
    on: date,
    noun: str,
    object_id: object,
    verb: str,
    source: str = "",
    before: str = "",
    after: str = "",
    why: str = "",
    area: str = "",
    data: dict[str, Any] | None = None,
) -> Event:
    """Write one event, one INSERT in the caller's transaction.

    `source` is the obligation (HN-23.4); `by` is None for a scheduled job. Identity and telephone numbers
    that someone wrote into `why` are masked before they are kept, since the log is never cleaned.
    """
    return Event.objects.create(
        on=on,
        actor=by,
        actor_name=by.name if by else SYSTEM_NAME,
        role=by.role if by else SYSTEM_ROLE,
        source_ip=source_address(),
        noun=noun,
        object_id=str(object_id),
        verb=verb,
        before=before,
        after=after,
        why=mask_text(why),
        obligation=source,
        area=area,
        data=data or {},
    )
