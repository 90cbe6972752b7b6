"""Persons whom the programs of others are tried on: a limit nearly used, a suspension, an end, another pharmacy."""

from decimal import Decimal
from enum import StrEnum

from eligibility.entitlements import actions as entitlements
from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.words import EndCause
from province.staff.words import Role
from settlement.annual_accounts import actions as accounts
from settlement.annual_accounts.models import AnnualAccount
from settlement.figures.words import LimitKind
from tools.demo.ground import of_role
from tools.demo.tables import Days, Row, table


class Trial(StrEnum):
    """What a program meets when it tries one of these persons."""

    LIMIT = "limit"
    SUSPENDED = "suspended"
    ENDED = "ended"
    ELSEWHERE = "elsewhere"


REMAINDER = Decimal("50.00")  # of each fund's limit


def build(days: Days) -> None:
    """Bring each person of the table to where its row says, those whom other tables bring there left alone."""
    for row in table("testers"):
        tried = Trial(row["kind"])
        if tried is Trial.LIMIT:
            _use_up(row, days)
        if tried is Trial.ENDED:
            entitlement = Entitlement.objects.get(person=row["person"], drug__products=row["product"])
            by, day = of_role(Role.SUPERVISOR), days.ago(1)
            entitlements.end(entitlement=entitlement, cause=EndCause.CANCELLED, last_day=day, by=by, on=day)


def _use_up(row: Row, days: Days) -> None:
    account = AnnualAccount.objects.select_related("person").get(person=row["person"], year=days.today.year)
    limits = next(each for each in table("limits") if each["insurance_type"] == account.insurance_type)
    amounts = accounts.Used(
        pooled=Decimal(limits[LimitKind.POOLED]) - account.pooled_paid - REMAINDER,
        serious_illness=Decimal(limits[LimitKind.SERIOUS_ILLNESS]) - account.serious_paid - REMAINDER,
    )
    accounts.post_elsewhere(
        reference=f"demo-{account.person_id}",
        person=account.person,
        insurance_type=account.insurance_type,
        year=account.year,
        amounts=amounts,
        by=None,
        on=days.today,
    )
