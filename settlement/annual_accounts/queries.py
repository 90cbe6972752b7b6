"""What is left of each limit of a person's year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from eligibility.people.models import AssistanceRecognition, Enrolment
from settlement.annual_accounts.models import AnnualAccount
from settlement.annual_accounts.rules import remaining
from settlement.figures.models import AnnualLimit
from settlement.figures.words import LimitKind


@dataclass(frozen=True)
class Standing:
    """One yearly limit: what of it was paid here and elsewhere, and what is left; yuan."""

    name: str
    limit: Decimal
    here: Decimal
    elsewhere: Decimal

    @property
    def left(self) -> Decimal:
        """What may still be paid of the limit, never below zero; yuan."""
        return remaining(self.limit, self.here + self.elsewhere)


def standing(account: AnnualAccount, on: date) -> list[Standing]:
    """Each limit of the person's pooling area and category on the day, or on the year's last day once it is over.

    Where there is no row in force, or no ceiling, there is none to show.
    """
    day = min(on, date(account.year, 12, 31))
    enrolment = Enrolment.objects.select_related("area").filter(person=account.person, period__contains=day).first()
    if enrolment is None:
        return []
    recognition = AssistanceRecognition.objects.filter(person=account.person, period__contains=day).first()
    rows = AnnualLimit.objects.filter(
        area=enrolment.area.pooling_code,
        insurance_type=account.insurance_type,
        category__in=["", recognition.category if recognition else ""],
        period__contains=day,
    )
    # That of the category comes last, and counts.
    limits = {row.kind: row for row in rows.order_by("category")}
    return list(_standings(account, {kind: row.amount for kind, row in limits.items() if not row.no_ceiling}))


def _standings(account: AnnualAccount, limits: dict[str, Decimal]) -> Iterator[Standing]:
    fund = account.pooled_paid, account.pooled_elsewhere
    serious = account.serious_paid, account.serious_elsewhere
    both = fund[0] + serious[0], fund[1] + serious[1]
    amounts = {LimitKind.POOLED: fund, LimitKind.SERIOUS_ILLNESS: serious, LimitKind.OVERALL: both}
    for kind, (here, elsewhere) in amounts.items():
        if kind in limits:
            yield Standing(LimitKind(kind).label, limits[kind], here, elsewhere)
