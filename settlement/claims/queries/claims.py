"""Settlements as their institution asks for them again."""

from datetime import date

import msgspec
from django.db.models import QuerySet

from kit.clock import SHANGHAI
from kit.errors import NotFound
from settlement.claims.models import Claim
from settlement.claims.rules import Settled

MOST = 100


def find(*, claim: int, institution: str) -> Settled:
    """One settlement of the institution. Raises NotFound: unknown, or another's."""
    row = _of(institution).filter(pk=claim).first()
    if row is None:
        raise NotFound
    return as_value(row)


def on_day(*, day: date, institution: str, after: int = 0, most: int = MOST) -> list[Settled]:
    """A purchase day's settlements and reversals in ascending order, those after the number `after`."""
    page = _of(institution).filter(purchase_day=day, pk__gt=after).order_by("pk")[:most]
    return [as_value(claim) for claim in page]


def _of(institution: str) -> QuerySet[Claim]:
    rows = Claim.objects.filter(institution_id=institution)
    return rows.select_related("reversal").prefetch_related("lines", "ledger")


def as_value(claim: Claim) -> Settled:
    """A stored settlement as the value that was answered; reads lines, ledger and reversal, so prefetch them."""
    reversal: Claim | None = getattr(claim, "reversal", None)
    parts = {
        "settled_at": claim.settled_at.astimezone(SHANGHAI),
        "sums": vars(claim),
        "lines": [vars(line) for line in claim.lines.all()],
        "entries": [vars(entry) for entry in claim.ledger.all()],
        "reversed_by": reversal.pk if reversal else None,
    }
    return msgspec.convert({**vars(claim), **parts}, Settled)
