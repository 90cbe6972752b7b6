"""Dated rows that follow each other: a new one ends the one before it, and what was stays."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import FilteredRelation, Model, Q, QuerySet

from kit.fields import Dated
from kit.period import Period

Row = TypeVar("Row", bound=Dated)
Described = TypeVar("Described", bound=Model)
OF_DAY = "terms_of_day"


def make_room(rows: QuerySet[Row], first: date) -> Period:
    """End the row in force on the day before `first`, and return the days of the one that is to follow it.

    They run to where the old one would have ended, or to the day before the next that is planned; a row that begins on
    `first` itself is left alone, and the table's constraint refuses a second one.
    """
    before = rows.filter(period__contains=first, first_day__lt=first).first()
    if before:
        last = before.last_day
        before.period = before.period.until(first - timedelta(days=1))
        before.save(update_fields=["period"])
        return Period(first, last)
    following = rows.filter(first_day__gt=first).order_by("first_day").first()
    return Period(first, following.first_day - timedelta(days=1) if following else None)


def in_force(rows: Iterable[Row], day: date) -> Row | None:
    """Return the row that holds on the day, of rows at hand."""
    return next((row for row in rows if row.holds_on(day)), None)


def room(rows: Sequence[Dated], first: date) -> Period:
    """Return the days of a row that is to follow from `first` on, of rows at hand, of which none is changed."""
    before = in_force(rows, first)
    if before:
        return Period(first, before.period.last)
    following = min((row.period.first for row in rows if row.period.first > first), default=None)
    return Period(first, following - timedelta(days=1) if following else None)


def contents(row: Dated) -> dict[str, object]:
    """Return what a dated row says, as an event keeps it: everything but its key, its days and what follows from it."""
    fields = [field for field in row._meta.concrete_fields if not (field.primary_key or field.generated)]
    return {field.name: _plain(field.value_from_object(row)) for field in fields if not field.is_relation}


def _plain(value: object) -> object:
    return value if isinstance(value, bool | str | list | None) else str(value)


def with_terms(rows: QuerySet[Described], day: date) -> QuerySet[Described]:
    """Rows with those of their `terms` that hold on the day as `terms_of_day`, in the same query.

    Filters and orders may name it as well. It stays None where no terms hold: the model says so.
    """
    of_day = FilteredRelation("terms", condition=Q(terms__period__contains=day))
    described: QuerySet[Described] = rows.annotate(**{OF_DAY: of_day}).select_related(OF_DAY)
    return described
