"""Named events from a lower floor to the floors above it, handled in the same transaction.

A lower action announces what happened; upper floors subscribe in their apps.py. The kinds below are
all there are; `kinds()` lists them with who listens, for the docs and for the test that keeps them few.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import transaction

from province.models import Account


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """Something that happened on the business day `on`; `by` is the actor, None for a scheduled job."""

    by: Account | None
    on: date


@dataclass(frozen=True, kw_only=True)
class DrugLeft(Announcement):
    """A drug (generic name and dosage form) is no longer listed after `last_day` (HN-17, HN-18, HN-23)."""

    drug_id: int
    last_day: date


@dataclass(frozen=True, kw_only=True)
class PhysicianStopped(Announcement):
    """A responsible physician was suspended or removed after `last_day` (HN-21, JS-6)."""

    physician_id: str
    last_day: date


@dataclass(frozen=True, kw_only=True)
class InstitutionStopped(Announcement):
    """An institution's agreement was suspended or ended after `last_day` (HN-36)."""

    institution_id: str
    last_day: date


@dataclass(frozen=True, kw_only=True)
class EntitlementCut(Announcement):
    """An entitlement ends earlier than granted, with `last_day` as its last (HN-23, JS-9(5))."""

    entitlement_id: int
    last_day: date


@dataclass(frozen=True, kw_only=True)
class ApplicationOverdue(Announcement):
    """An application was not decided by its deadline (HN-23, JS-9(2))."""

    application_id: int
    deadline: date
    area: str


@dataclass(frozen=True, kw_only=True)
class CalendarLoaded(Announcement):
    """The working days of a year became known or were corrected: open deadlines that touch it are counted anew."""

    year: int


@dataclass(frozen=True, kw_only=True)
class FigureMissing(Announcement):
    """A sale was refused because the province or an area has set no figure for its day (HN-9, HN-12, HN-39)."""

    code: str
    day: date
    area: str
    sentence: str
    source: str


@dataclass(frozen=True, kw_only=True)
class SaleNoted(Announcement):
    """A sale was settled all the same, and somebody should look at it: bought elsewhere, unscanned, overcharged."""

    claim_id: int
    sentence: str
    area: str


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
    """Every kind of announcement, in the order above, with its handlers."""
    return {kind: tuple(_handlers.get(kind, ())) for kind in Announcement.__subclasses__()}
