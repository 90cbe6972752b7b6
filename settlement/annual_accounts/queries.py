"""Annual accounts: whose they are to see, and what is left of each limit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from eligibility.people.models import Enrolment
from kit.errors import NotFound
from province.staff.models import Account
from settlement.annual_accounts.models import AnnualAccount
from settlement.claims.models import Claim
from settlement.claims.queries.records import visible_to
from settlement.counter.rules.terms import left
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
        return left(self.limit, self.here + self.elsewhere)


def one(*, pk: int, user: Account) -> AnnualAccount:
    """An account that a settlement visible to the user stands on. Raises NotFound."""
    found = AnnualAccount.objects.select_related("person").filter(pk=pk).first()
    if found is None or not visible_to(user).filter(account=found).exists():
        raise NotFound
    return found


def standing(account: AnnualAccount, on: date) -> list[Standing]:
    """Each limit of the person's pooling area on the day, or on the year's last day once it is over; an area or a
    day without a limit has none to show."""
    day = min(on, date(account.year, 12, 31))
    insured = Enrolment.objects.select_related("area").filter(person=account.person, period__contains=day).first()
    if insured is None:
        return []
    rows = AnnualLimit.objects.filter(
        area=insured.area.pooling_code, insurance_type=account.insurance_type, period__contains=day
    )
    return list(_standings(account, {row.kind: row.amount for row in rows}))


def _standings(account: AnnualAccount, limits: dict[str, Decimal]) -> Iterator[Standing]:
    pooled = account.pooled_paid, account.pooled_elsewhere
    serious = account.serious_paid, account.serious_elsewhere
    both = pooled[0] + serious[0], pooled[1] + serious[1]
    paid = {LimitKind.POOLED: pooled, LimitKind.SERIOUS_ILLNESS: serious, LimitKind.OVERALL: both}
    for kind, (here, elsewhere) in paid.items():
        if kind in limits:
            yield Standing(LimitKind(kind).label, limits[kind], here, elsewhere)


def own_share(account: AnnualAccount) -> Decimal:
    """What the patient has paid herself this year, reversals taken off."""
    return Claim.objects.filter(account=account).aggregate(sum=Sum("patient"))["sum"] or Decimal(0)
