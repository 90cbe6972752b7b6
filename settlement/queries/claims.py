"""Settlements as their institution asks for them again."""

from datetime import date

from django.db.models import QuerySet

from kit.clock import SHANGHAI
from kit.errors import NotFound
from province.rules.vocabulary import Payer
from settlement.models import Answer, Claim, ClaimLine, LedgerEntry
from settlement.rules.orders import Caller, Outcome
from settlement.rules.settled import Entry, Settled, SettledLine, Sums

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
    return Settled(
        id=claim.pk,
        institution=claim.institution_id,
        person=claim.person_id,
        insurance_type=claim.insurance_type,
        insured_area=claim.insured_area,
        serving_area=claim.serving_area,
        prescription=claim.prescription_id,
        entitlement=claim.entitlement_id,
        setting=claim.setting,
        purchase_day=claim.purchase_day,
        settled_at=claim.settled_at.astimezone(SHANGHAI),
        rate=claim.rate,
        sums=_sums(claim),
        outside_drg=claim.outside_drg,
        lines=tuple(_line(line) for line in claim.lines.all()),
        entries=tuple(_entry(entry) for entry in claim.ledger.all()),
        warnings=tuple(claim.warnings),
        reverses=claim.reverses_id,
        reversed_by=reversal.pk if reversal else None,
        reason=claim.reason,
    )


def _sums(claim: Claim) -> Sums:
    return Sums(
        total=claim.total,
        in_scope=claim.in_scope,
        out_of_scope=claim.out_of_scope,
        pooled=claim.pooled,
        serious_illness=claim.serious_illness,
        assistance=claim.assistance,
        patient=claim.patient,
    )


def _line(line: ClaimLine) -> SettledLine:
    return SettledLine(
        position=line.position,
        detail_number=line.detail_number,
        prescription_line=line.prescription_line_id,
        product=line.product_id,
        quantity=line.quantity,
        unit_price=line.unit_price,
        in_scope_price=line.in_scope_price,
        total=line.total,
        in_scope=line.in_scope,
        fund_share=line.fund_share,
        sentence=line.sentence,
        source=line.source,
    )


def _entry(entry: LedgerEntry) -> Entry:
    return Entry(
        position=entry.position,
        fund=Payer(entry.fund),
        basis=entry.basis,
        rate=entry.rate,
        limit_left=entry.limit_left,
        threshold=entry.threshold,
        amount=entry.amount,
        sentence=entry.sentence,
        source=entry.source,
    )
