"""The figures of the pooling areas as of a day: what is in force, what comes next, what next year lacks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from django.db.models import QuerySet

from eligibility.entitlements.queries.entitlements import valid_on
from eligibility.people.models import Enrolment
from eligibility.people.words import InsuranceType
from kit.period import Period
from province.areas.queries.scope import within
from province.proposals.models import FigureRow

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
