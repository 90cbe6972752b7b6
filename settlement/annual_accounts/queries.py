"""What is left of each limit of a person's year."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, Subquery

from eligibility.people.models import AssistanceRecognition, Enrolment
from settlement.annual_accounts.models import AnnualAccount
from settlement.annual_accounts.rules import remaining
from settlement.figures.models import AnnualLimit
from settlement.figures.words import LimitKind

# A tenth of a limit: what is left of it may not do for the next purchase, and the patient should know before.
LITTLE = Decimal("0.1")


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
    return standings([account], min(on, date(account.year, 12, 31))).get(account.pk, [])


def nearly_used(people: Iterable[str], on: date) -> dict[str, Standing]:
    """Of these people those who have little left of a limit this year, each with the one that has least of it left."""
    accounts = {row.pk: row for row in AnnualAccount.objects.filter(person__in=set(people), year=on.year)}
    least = {accounts[pk].person_id: min(limits, key=_share) for pk, limits in standings(accounts.values(), on).items()}
    return {person: limit for person, limit in least.items() if _share(limit) < LITTLE}


def _share(limit: Standing) -> Decimal:
    return limit.left / limit.limit if limit.limit else Decimal(0)


def standings(accounts: Iterable[AnnualAccount], day: date) -> dict[int, list[Standing]]:
    """The limits of each account on the day, with two statements for all; nothing for who is not insured then."""
    accounts = list(accounts)
    people = [account.person_id for account in accounts]
    recognitions = AssistanceRecognition.objects.filter(person=OuterRef("person"), period__contains=day)
    enrolments = Enrolment.objects.select_related("area").filter(person__in=people, period__contains=day)
    rows_of_people = list(enrolments.annotate(category=Subquery(recognitions.values("category")[:1])))
    areas = {row.person_id: row.area.pooling_code for row in rows_of_people}
    categories = {row.person_id: row.category or "" for row in rows_of_people}
    rows = AnnualLimit.objects.filter(area__in=set(areas.values()), period__contains=day)
    # That of the category comes last, and counts.
    amounts: dict[tuple[str, str], list[AnnualLimit]] = {}
    for row in rows.order_by("category"):
        amounts.setdefault((row.area_id, row.insurance_type), []).append(row)
    return {
        account.pk: list(_standings(account, _limits(amounts, account, areas, categories)))
        for account in accounts
        if account.person_id in areas
    }


def _limits(
    amounts: Mapping[tuple[str, str], list[AnnualLimit]],
    account: AnnualAccount,
    areas: Mapping[str, str],
    categories: Mapping[str, str],
) -> dict[str, Decimal]:
    rows = amounts.get((areas[account.person_id], account.insurance_type), [])
    mine = {row.kind: row for row in rows if row.category in ("", categories.get(account.person_id, ""))}
    return {kind: row.amount for kind, row in mine.items() if not row.no_ceiling}


def _standings(account: AnnualAccount, limits: dict[str, Decimal]) -> Iterator[Standing]:
    fund = account.pooled_paid, account.pooled_elsewhere
    serious = account.serious_paid, account.serious_elsewhere
    both = fund[0] + serious[0], fund[1] + serious[1]
    amounts = {LimitKind.POOLED: fund, LimitKind.SERIOUS_ILLNESS: serious, LimitKind.OVERALL: both}
    for kind, (here, elsewhere) in amounts.items():
        if kind in limits:
            yield Standing(LimitKind(kind).label, limits[kind], here, elsewhere)
