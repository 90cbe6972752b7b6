"""Fields of our own: inclusive periods over half-open ranges, and text encrypted at rest.

The half-open form of PostgreSQL is converted to the inclusive `Period` here and nowhere else.
"""

from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func
from psycopg2.extras import DateRange

from province.models.cipher import decrypt, encrypt
from province.rules.period import Period

ONE_DAY = timedelta(days=1)


def to_range(period: Period) -> DateRange:
    """The half-open range that PostgreSQL keeps for an inclusive period."""
    return DateRange(period.first, period.last + ONE_DAY if period.last else None, "[)")


def to_period(stored: DateRange) -> Period:
    """The inclusive period that a stored half-open range means."""
    return Period(stored.lower, stored.upper - ONE_DAY if stored.upper else None)


class PeriodField(DateRangeField):
    """A `Period` in Python, a daterange in PostgreSQL: never empty, always with a first day."""

    def from_db_value(self, value: DateRange | None, *args: Any) -> Period | None:
        return None if value is None else to_period(value)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            return Period.parse(value)
        return to_period(value) if isinstance(value, DateRange) else value

    def get_prep_value(self, value: Any) -> Any:
        return to_range(value) if isinstance(value, Period) else super().get_prep_value(value)

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))

    def db_check(self, connection: Any) -> str:
        column = connection.ops.quote_name(self.column)
        return f"NOT isempty({column}) AND NOT lower_inf({column})"


class FirstDay(Func):
    function = "lower"
    output_field = models.DateField()


class LastDay(Func):
    """The last day of a range: the day before its upper bound, NULL for an open end."""

    template = "(upper(%(expressions)s) - 1)"
    output_field = models.DateField()


class Dated(models.Model):
    """A row that holds for the days of `period`; both edges are columns of their own."""

    period = PeriodField("期间")
    first_day = models.GeneratedField(
        expression=FirstDay(F("period")), output_field=models.DateField("起始日"), db_persist=True
    )
    last_day = models.GeneratedField(
        expression=LastDay(F("period")), output_field=models.DateField("截止日", null=True), db_persist=True
    )

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        return self.period.contains(day)


def no_overlap(name: str, period: str, *same: str, message: str) -> ExclusionConstraint:
    """No two rows with the same values in `same` may share a day of `period`."""
    return ExclusionConstraint(
        name=name,
        expressions=[*((field, RangeOperators.EQUAL) for field in same), (period, RangeOperators.OVERLAPS)],
        violation_error_message=message,
    )


class EncryptedTextField(models.TextField):
    """Text that only the application can read. Found by whole value only, through its `lookup_hash` companion."""

    def from_db_value(self, value: str | None, *args: Any) -> str | None:
        return decrypt(value) if value else value

    def get_prep_value(self, value: Any) -> Any:
        return encrypt(value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Only emptiness can be asked of ciphertext."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None
