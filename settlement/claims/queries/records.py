"""Settlements as pages show them: whose they are to see, one of them whole, and what they come to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from kit.errors import NotFound
from province.areas.queries.scope import NOTHING
from province.staff.models import Account
from province.staff.queries import within_area_of
from province.staff.words import Role
from settlement.claims.models import Claim, ClaimLine

AT_COUNTER = frozenset({Role.PHARMACIST, Role.INSURANCE_OFFICE})
BY_INSURED_AREA = frozenset({Role.REVIEWER, Role.SUPERVISOR, Role.AUDITOR, Role.PROVINCIAL_AGENCY})
MONTHS_SHOWN = 12
LATELY = timedelta(days=90)


@dataclass(frozen=True)
class Totals:
    """What a list of settlements comes to, reversals taken off; yuan. `count` is of both."""

    count: int
    reversals: int
    total: Decimal
    fund_total: Decimal
    patient: Decimal

    @property
    def sales(self) -> int:
        """How many of them are no reversals."""
        return self.count - self.reversals


@dataclass(frozen=True)
class Month:
    """What the funds owe for one statement month, each fund apart; yuan."""

    month: date
    count: int
    total: Decimal
    pooled: Decimal
    serious_illness: Decimal
    assistance: Decimal
    fund_total: Decimal


def visible_to(user: Account) -> QuerySet[Claim]:
    """An institution sees its own, an agency those of the insured of its area."""
    return Claim.objects.filter(_scope(user))


def _scope(user: Account) -> Q:
    if user.role in AT_COUNTER:
        return Q(institution__staff__account=user)
    if user.role in BY_INSURED_AREA:
        return within_area_of(user, "insured_area")
    return NOTHING


def for_lists(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    """Return the rows with what a list shows of each, read in the same statement."""
    return rows.select_related("person", "institution", "reversal")


def one(*, pk: int, user: Account) -> Claim:
    """One settlement with everything its page and receipt show. Raises NotFound, for another's as well."""
    relations = (
        "person",
        "institution",
        "prescription__hospital",
        "entitlement",
        "account",
        "reversal",
        "reverses",
        "continuation",
    )
    rows = visible_to(user).select_related(*relations).filter(pk=pk)
    claim = rows.prefetch_related("lines__product__drug", "lines__product__manufacturer", "ledger", "traces").first()
    if claim is None:
        raise NotFound
    return claim


def totals(rows: QuerySet[Claim]) -> Totals:
    """Add up settlements and reversals; zeros where there are none."""
    sums = rows.order_by().aggregate(
        count=Count("pk"),
        reversals=Count("pk", filter=Q(reverses__isnull=False)),
        total=Sum("total"),
        fund_total=Sum("fund_total"),
        patient=Sum("patient"),
    )
    money = {name: sums[name] or Decimal(0) for name in ("total", "fund_total", "patient")}
    return Totals(sums["count"], sums["reversals"], **money)


def totals_of_day(institution: str, day: date) -> Totals:
    """What a purchase day came to at an institution."""
    return totals(Claim.objects.filter(institution=institution, purchase_day=day))


def last_prices(*, institution: str, products: Iterable[str], on: date) -> dict[str, Decimal]:
    """What the institution charged a pack of each product at its last sale, if it was lately."""
    lines = ClaimLine.objects.filter(
        claim__institution=institution,
        claim__purchase_day__gte=on - LATELY,
        claim__purchase_day__lte=on,
        claim__reverses=None,
        product__in=products,
    )
    latest = lines.order_by("product_id", "-claim_id").distinct("product_id")
    return dict(latest.values_list("product_id", "unit_price"))


def by_month(user: Account) -> list[Month]:
    """The latest months, newest first; a statement is the sum of its claims."""
    sums = {name: Sum(name) for name in ("total", "pooled", "serious_illness", "assistance", "fund_total")}
    rows = visible_to(user).order_by().values("statement_month").annotate(count=Count("pk"), **sums)
    latest = rows.order_by("-statement_month")[:MONTHS_SHOWN]
    return [_month(**row) for row in latest]


def _month(*, statement_month: date, count: int, **sums: Decimal) -> Month:
    return Month(statement_month, count, **sums)
