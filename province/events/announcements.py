"""Named events from a lower floor to the floors above it, handled in the same transaction.

A lower action announces what happened; stories above subscribe, in the `floor.py` of their floor. Kinds are declared
by the story that announces; `kinds()` lists them with who listens, for the docs and for the test that keeps them few.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import transaction

from province.events.rules import Actor


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """Something that happened on the business day `on`; `by` is the actor, None for a scheduled job."""

    by: Actor | None
    on: date


Kind = TypeVar("Kind", bound=Announcement)


Handler = Callable[[Any], None]


_handlers: dict[type[Announcement], list[Handler]] = {}


def subscribe(kind: type[Kind], handler: Callable[[Kind], None]) -> None:
    """Have the handler called on every announcement of this kind, after those subscribed before it."""
    listening = _handlers.setdefault(kind, [])
    if handler not in listening:
        listening.append(handler)


def announce(announcement: Announcement) -> None:
    """Call every handler of its kind now. Outside a transaction it is refused: half an effect could stay.

    What a handler raises undoes the whole act. Raises TransactionManagementError.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(f"{announcement} outside a transaction")
    for handler in _handlers.get(type(announcement), []):
        handler(announcement)


def kinds() -> dict[type[Announcement], tuple[Handler, ...]]:
    """Every kind of announcement, with its handlers."""
    return {kind: tuple(_handlers.get(kind, ())) for kind in Announcement.__subclasses__()}
