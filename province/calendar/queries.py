"""The official working-day calendar, held in each process and read again when it changed."""

import time
from datetime import date
from typing import NamedTuple

import chinese_calendar

from province.calendar.errors import NoticeNotPublished
from province.calendar.models import CalendarDay, CalendarYear
from province.calendar.rules.notice import ListedDay
from province.calendar.rules.workdays import Deadline, WorkCalendar

# A page may show a calendar that is this old; a deadline that will be stored never leans on one.
FRESH_SECONDS = 5.0


Version = tuple[tuple[int, int], ...]


class _Snapshot(NamedTuple):
    version: Version
    checked: float
    calendar: WorkCalendar


_snapshot: _Snapshot | None = None


def work_calendar() -> WorkCalendar:
    """The calendar as of at most a few seconds ago; most calls ask the database nothing."""
    if _snapshot is not None and time.monotonic() - _snapshot.checked < FRESH_SECONDS:
        return _snapshot.calendar
    return fresh_calendar()


def fresh_calendar() -> WorkCalendar:
    """The calendar as the database has it now: one small query, three when something changed."""
    global _snapshot
    version = _version()
    is_current = _snapshot is not None and _snapshot.version == version
    calendar = _snapshot.calendar if _snapshot is not None and is_current else _read(version)
    _snapshot = _Snapshot(version, time.monotonic(), calendar)
    return calendar


def forget() -> None:
    """Read the calendar anew at the next call: this process has just changed it."""
    global _snapshot
    _snapshot = None


def _version() -> Version:
    """Each year with the transaction that last changed it: a number no other content ever has."""
    return tuple(CalendarYear.objects.order_by("year").values_list("year", "version"))


def _read(version: Version) -> WorkCalendar:
    days = list(CalendarDay.objects.order_by("day").values_list("day", "working"))
    return WorkCalendar(
        years=frozenset(year for year, _ in version),
        holidays=frozenset(day for day, is_working in days if not is_working),
        makeup=frozenset(day for day, is_working in days if is_working),
    )


def deadline(start: date, days: int) -> Deadline:
    """The last day of a clock of `days` working days that starts on `start`; provisional into unloaded years."""
    return fresh_calendar().deadline(start, days)


def working_days_left(day: date, deadline: date) -> int:
    """Working days after `day` up to the deadline: 0 on its day, negative when over."""
    return work_calendar().working_days_left(day, deadline)


def published_years() -> list[int]:
    """The years that the calendar package knows."""
    return sorted({day.year for day in chinese_calendar.holidays})


def published_notice(year: int) -> list[ListedDay]:
    """The days that the State Council's notice takes out of Monday-to-Friday. Raises NoticeNotPublished."""
    if year not in published_years():
        raise NoticeNotPublished(year=year)
    off = ((day, False, name) for day, name in chinese_calendar.holidays.items())
    working_days = ((day, True, name) for day, name in chinese_calendar.workdays.items())
    return sorted(
        (_day_of_notice(*entry) for entry in (*off, *working_days) if entry[0].year == year),
        key=lambda entry: entry.day,
    )


def _day_of_notice(day: date, working: bool, name: str) -> ListedDay:
    festival = str(chinese_calendar.Holiday(name).chinese)
    return ListedDay(day, working, f"{festival}调休上班" if working else festival)
