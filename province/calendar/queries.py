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
    """Return the calendar as of at most a few seconds ago; most calls ask the database nothing."""
    if _snapshot is not None and time.monotonic() - _snapshot.checked < FRESH_SECONDS:
        return _snapshot.calendar
    return fresh_calendar()


def fresh_calendar() -> WorkCalendar:
    """Return the calendar as the database has it now: one small query, three when something changed."""
    global _snapshot
    # Each year with the transaction that last changed it: a number no other content ever has.
    version = tuple(CalendarYear.objects.order_by("year").values_list("year", "version"))
    is_current = _snapshot is not None and _snapshot.version == version
    calendar = _snapshot.calendar if _snapshot is not None and is_current else _read(version)
    _snapshot = _Snapshot(version, time.monotonic(), calendar)
    return calendar


def forget() -> None:
    """Read the calendar anew at the next call: this process has just changed it."""
    global _snapshot
    _snapshot = None


def _read(version: Version) -> WorkCalendar:
    days = list(CalendarDay.objects.order_by("day").values_list("day", "working"))
    return WorkCalendar(
        years=frozenset(year for year, _ in version),
        holidays=frozenset(day for day, is_working in days if not is_working),
        makeup=frozenset(day for day, is_working in days if is_working),
    )


def deadline(start: date, days: int) -> Deadline:
    """Return the last day of a clock of `days` working days that starts on `start`; provisional into unloaded years."""
    return fresh_calendar().deadline(start, days)


def working_days_left(day: date, deadline: date) -> int:
    """Return the working days after `day` up to the deadline: 0 on its day, negative when over."""
    return work_calendar().working_days_left(day, deadline)


def published_years() -> list[int]:
    """Return the years that the calendar package knows."""
    return sorted({day.year for day in chinese_calendar.holidays})


def published_notice(year: int) -> list[ListedDay]:
    """Return the days that the State Council's notice takes out of Monday-to-Friday. Raises NoticeNotPublished."""
    if year not in published_years():
        raise NoticeNotPublished(year=year)
    days = [ListedDay(day, False, _festival(name)) for day, name in chinese_calendar.holidays.items()]
    days += [ListedDay(day, True, f"{_festival(name)}调休上班") for day, name in chinese_calendar.workdays.items()]
    return sorted((day for day in days if day.day.year == year), key=lambda day: day.day)


def _festival(name: str) -> str:
    return str(chinese_calendar.Holiday(name).chinese)
