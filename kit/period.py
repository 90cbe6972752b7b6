"""Days and periods. A period is inclusive on both ends; an open end is said, never meant by silence."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering

from kit.errors import Malformed, RuleRefused

# Technical bounds, so that the day after always exists and 9999-12-31 cannot stand for "open".
EARLIEST = date(1900, 1, 1)
LATEST = date(2199, 12, 31)

_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_PERIOD = re.compile(rf"(?P<first>{_DAY}) (?:至 (?P<last>{_DAY})|起)")


class DayUnreadable(Malformed):
    code = "DAY_UNREADABLE"
    message = "日期应写作 2026-11-21 这样的形式，并且是存在的一天。"


class DayOutOfRange(Malformed):
    code = "DAY_OUT_OF_RANGE"
    message = "日期应在 1900 年至 2199 年之间。"


class PeriodUnreadable(Malformed):
    code = "PERIOD_UNREADABLE"
    message = "期间应写作“2026-11-21 至 2027-12-31”，没有截止日的写作“2026-11-21 起”。"


class EmptyPeriod(RuleRefused):
    code = "EMPTY_PERIOD"
    house = True
    message = "期间的截止日 {last} 早于起始日 {first}。"


class OpenEnd(RuleRefused):
    code = "OPEN_END"
    house = True
    message = "该期间没有截止日，无法计算天数。"


def parse_day(text: str) -> date:
    """A day written 2026-11-21 in ASCII digits.

    Raises DayUnreadable (other shapes, 30 February) and DayOutOfRange.
    """
    if not (isinstance(text, str) and re.fullmatch(_DAY, text)):
        raise DayUnreadable
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise DayUnreadable from None
    return _within_range(day)


def _within_range(day: date) -> date:
    if not EARLIEST <= day <= LATEST:
        raise DayOutOfRange
    return day


@total_ordering
@dataclass(frozen=True)
class Period:
    """Every day from `first` to `last`, both included; `last=None` states an open end.

    Raises EmptyPeriod when the last day lies before the first, DayOutOfRange beyond 1900 to 2199.
    """

    first: date
    last: date | None

    def __post_init__(self) -> None:
        _within_range(self.first)
        if self.last is not None and _within_range(self.last) < self.first:
            raise EmptyPeriod(first=self.first, last=self.last)

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read what `str` wrote. Raises PeriodUnreadable, DayUnreadable, DayOutOfRange, EmptyPeriod."""
        match = _PERIOD.fullmatch(text) if isinstance(text, str) else None
        if match is None:
            raise PeriodUnreadable
        last = match["last"]
        return cls(parse_day(match["first"]), parse_day(last) if last else None)

    def __str__(self) -> str:
        return f"{self.first} 起" if self.last is None else f"{self.first} 至 {self.last}"

    def __lt__(self, other: "Period") -> bool:
        return self._edges < other._edges

    def __contains__(self, day: date) -> bool:
        return self.contains(day)

    @property
    def _edges(self) -> tuple[date, date]:
        return self.first, self.last or date.max

    @property
    def days(self) -> int:
        """How many days it has, both ends counted. Raises OpenEnd."""
        return (self._closed_end - self.first).days + 1

    @property
    def _closed_end(self) -> date:
        if self.last is None:
            raise OpenEnd
        return self.last

    def contains(self, day: date) -> bool:
        """Say whether the day lies in the period, both ends counted."""
        first, last = self._edges
        return first <= day <= last

    def overlaps(self, other: "Period") -> bool:
        """Whether the two share a day."""
        return self.first <= other._edges[1] and other.first <= self._edges[1]

    def common(self, other: "Period") -> "Period | None":
        """The days that both have, or None."""
        if not self.overlaps(other):
            return None
        end = min(self._edges[1], other._edges[1])
        return Period(max(self.first, other.first), None if end == date.max else end)

    def until(self, day: date) -> "Period":
        """Cut so that `day` is the last; never made longer. Raises EmptyPeriod when nothing is left."""
        return Period(self.first, min(day, self._edges[1]))

    def days_left(self, day: date) -> int:
        """Days after `day` up to the last: 0 on the last day, negative when over. Raises OpenEnd."""
        return (self._closed_end - day).days

    @property
    def next_day(self) -> date:
        """The day on which a following period begins. Raises OpenEnd."""
        return self._closed_end + timedelta(days=1)
