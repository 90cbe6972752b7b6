"""Settlements as their institution asks for them again."""

from datetime import date

import msgspec
from django.db.models import QuerySet

from kit.clock import SHANGHAI
from kit.errors import NotFound
from settlement.claims.models import Claim
from settlement.claims.rules import Settled
from settlement.counter.models import Answer
from settlement.counter.rules.orders import Caller, Outcome

MOST = 100


def find(*, claim: int, by: Caller) -> Settled:
    """One settlement of the caller's own. Raises NotFound: unknown, or another institution's."""
    found = _of(by).filter(pk=claim).first()
    if found is None:
        raise NotFound
    return settled(found)


def answered(*, key: str, by: Caller) -> Outcome:
    """What was answered under a key, word for word, refusals too. Raises NotFound: then nothing was stored."""
    found = Answer.objects.filter(institution_id=by.institution, key=key).first()
    if found is None:
        raise NotFound
    return Outcome(found.status, found.body, replayed=True)


def on_day(*, day: date, by: Caller, after: int = 0, most: int = MOST) -> list[Settled]:
    """A purchase day's settlements and reversals in ascending order, those after the number `after`."""
    page = _of(by).filter(purchase_day=day, pk__gt=after).order_by("pk")[:most]
    return [settled(claim) for claim in page]


def _of(by: Caller) -> QuerySet[Claim]:
    rows = Claim.objects.filter(institution_id=by.institution)
    return rows.select_related("reversal").prefetch_related("lines", "ledger")


def settled(claim: Claim) -> Settled:
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
