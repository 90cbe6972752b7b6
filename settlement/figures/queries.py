"""The figures of the pooling areas as of a day: what is in force, what comes next, what next year lacks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Generic, TypeVar

from django.db.models import Count, Exists, OuterRef, QuerySet, Value

from eligibility.entitlements.queries.entitlements import valid_on
from eligibility.people.models import Enrolment
from eligibility.people.words import InsuranceType
from kit.period import Period
from province.areas.queries.scope import within
from province.proposals.models import FigureRow
from province.staff.models import Account
from province.staff.queries import within_area_of
from settlement.figures.models import AnnualLimit, AreaRate, AssistanceRule

Row = TypeVar("Row", bound=FigureRow)


@dataclass(frozen=True)
class InTime(Generic[Row]):
    """One figure as of a day: the row in force, the one that follows it, and whether next year begins without one."""

    row: Row | None
    following: Row | None
    lacks_next_year: bool


def in_time(rows: Iterable[Row], day: date) -> InTime[Row]:
    """Return how rows of one figure, in the order of their days, stand on a day."""
    in_order = list(rows)
    january = date(day.year + 1, 1, 1)
    return InTime(
        row=next((row for row in in_order if row.holds_on(day)), None),
        following=next((row for row in in_order if row.first_day > day), None),
        lacks_next_year=not any(row.holds_on(january) for row in in_order),
    )


def rows_from(kind: type[Row], day: date) -> QuerySet[Row]:
    """Return the rows of one kind that hold on the day or later, with their areas, in the order of their days."""
    rows = kind._default_manager.filter(period__overlap=Period(day, None))
    return rows.select_related("area").order_by("first_day")


def patients_of(area: str, insurance_type: InsuranceType, day: date) -> int:
    """Return how many patients of an area and insurance type have a benefit on the day."""
    people = Enrolment.objects.filter(within(area), insurance_type=insurance_type, period__contains=day)
    return valid_on(day).filter(person__in=people.values("person")).values("person").distinct().count()


SAME: dict[type[AnnualLimit | AssistanceRule | AreaRate], tuple[str, ...]] = {
    AnnualLimit: ("area", "insurance_type", "kind", "category"),
    AssistanceRule: ("area", "category"),
    AreaRate: ("area", "insurance_type", "kind"),
}


@dataclass(frozen=True)
class End:
    """So many figures of one kind and area whose last day is `last`, with no figure behind them."""

    label: str
    area: str
    last: date
    count: int


def ending_without_successor(user: Account, day: date, until: date) -> list[End]:
    """Return which figures of the user's area end by `until` without another behind them, the nearest first.

    One query.
    """
    parts = []
    for kind, names in SAME.items():
        same = {name: OuterRef(name) for name in names}
        following = kind._default_manager.filter(first_day__gt=OuterRef("last_day"), **same)
        rows = kind._default_manager.filter(within_area_of(user), ~Exists(following))
        rows = rows.filter(last_day__gte=day, last_day__lte=until).annotate(label=Value(str(kind._meta.verbose_name)))
        groups = rows.order_by().values("label", "area__name", "last_day").annotate(n=Count("pk"))
        parts.append(groups.values_list("label", "area__name", "last_day", "n"))
    first, *others = parts
    return sorted((End(*line) for line in first.union(*others, all=True)), key=attrgetter("last", "area"))
