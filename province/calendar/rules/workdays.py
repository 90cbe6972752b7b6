"""Working days by the State Council's yearly notices.

A clock does not count its first day and ends with the last working day, 24:00 Asia/Shanghai.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from acts.demands import carries

ONE_DAY = timedelta(days=1)
# From this day of December on the notice of the next year has named days before (29 December of 2007 and of 2018).
NEXT_NOTICE_FROM = (12, 29)


class Deadline(NamedTuple):
    """The last working day of a clock; provisional while a notice that is not loaded may still move it."""

    day: date
    provisional: bool


@dataclass(frozen=True)
class WorkCalendar:
    """The years that are loaded, the days off in them, and the weekend days worked in exchange.

    Days of a year that is not loaded count Monday to Friday, and every answer that leans on one says so.
    """

    years: frozenset[int]
    holidays: frozenset[date]
    makeup: frozenset[date]

    def is_working(self, day: date) -> bool:
        """Say whether a day is a working day; in a year that is not loaded, Monday to Friday are."""
        if day in self.makeup:
            return True
        return day.weekday() < 5 and day not in self.holidays

    @carries("working_day_clock")
    def deadline(self, start: date, days: int) -> Deadline:
        """The `days`-th working day after `start`, which itself is not counted.

        Raises ValueError for fewer than one day.
        """
        if days < 1:
            raise ValueError(f"a clock of {days} working days")
        last, remaining = start, days
        while remaining:
            last += ONE_DAY
            remaining -= self.is_working(last)
        # Days at the end of a year hang on the next year's notice as well.
        until = last.year + ((last.month, last.day) >= NEXT_NOTICE_FROM)
        is_loaded = self.years.issuperset(range((start + ONE_DAY).year, until + 1))
        return Deadline(last, provisional=not is_loaded)

    def working_days_left(self, today: date, deadline: date) -> int:
        """Working days after `today` up to the deadline: 0 on its day, negative as soon as it is over.

        Over is over: the weekend after a Friday's deadline is already -1, like the Monday, and Tuesday is -2.
        """
        if today <= deadline:
            return self.working_days(today + ONE_DAY, deadline)
        return -max(1, self.working_days(deadline + ONE_DAY, today))

    def working_days(self, first: date, last: date) -> int:
        """How many working days there are from `first` to `last`, both counted."""
        span = range((last - first).days + 1)
        return sum(self.is_working(first + timedelta(days=offset)) for offset in span)
