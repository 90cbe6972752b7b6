"""Telling the core insurance system of every settlement and reversal: the row is the truth."""

from datetime import datetime
from typing import Protocol

import msgspec
from django.db.models import F

from acts.demands import carries
from kit.action import action
from kit.locks import lock_free_rows
from settlement.claims.queries.claims import as_value
from settlement.core_system.models import OutboxMessage
from settlement.core_system.rules import outgoing

BATCH = 100


class NotDelivered(Exception):
    """The core system did not take the message; its own words, short."""


class Courier(Protocol):
    """Brings one message. Raises NotDelivered; a message brought twice is known by its reference."""

    def deliver(self, reference: str, body: bytes) -> None: ...


@carries("core_system_posting")
def deliver(*, courier: Courier, at: datetime, most: int = BATCH) -> dict[str, int]:
    """Bring what is pending, oldest first, each in a transaction of its own. Safe twice and side by side: a row that
    another courier has in hand is passed by. Stops at the first failure, so that the order is kept."""
    counts = {"sent": 0, "failed": 0}
    # Oldest first: the core system hears of a settlement before it hears of its reversal.
    pending = OutboxMessage.objects.filter(sent_at=None).order_by("pk").values_list("pk", flat=True)
    for number in list(pending[:most]):
        outcome = _deliver_one(number, courier, at)
        if outcome:
            counts[outcome] += 1
        if outcome == "failed":
            break
    return counts


@action
def _deliver_one(number: int, courier: Courier, at: datetime) -> str:
    # A message that another worker has in hand is delivered by that one.
    rows = lock_free_rows(OutboxMessage.objects.filter(pk=number, sent_at=None))
    message = rows.select_related("claim__reversal").first()
    if message is None:
        return ""
    row = OutboxMessage.objects.filter(pk=number)
    try:
        courier.deliver(str(message.claim_id), msgspec.json.encode(outgoing(as_value(message.claim))))
    except NotDelivered as failure:
        row.update(attempts=F("attempts") + 1, error=str(failure)[:200])
        return "failed"
    row.update(attempts=F("attempts") + 1, error="", sent_at=at)
    return "sent"
