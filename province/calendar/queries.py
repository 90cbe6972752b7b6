"""The official working-day calendar, held in each process and read again when it changed."""

import time
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import chinese_calendar
from django.db.models import F, Value

from acts.demands import carries
from acts.policy import Policy
from province.calendar.errors import NoticeNotPublished
from province.calendar.models import CalendarCorrection, CalendarDay, CalendarYear
from province.calendar.policy import Deadlines
from province.calendar.rules.notice import ListedDay
from province.calendar.rules.workdays import Deadline, WorkCalendar

# A page may show a calendar that is this old; a deadline that will be stored never leans on one.
FRESH_SECONDS = 5.0
ABOVE_ALL = 9999  # later than the year of any notice


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
    days = {entry.day: entry.working for entry in exceptions()}
    return WorkCalendar(
        years=frozenset(year for year, _ in version),
        holidays=frozenset(day for day, is_working in days.items() if not is_working),
        makeup=frozenset(day for day, is_working in days.items() if is_working),
    )


@dataclass(frozen=True)
class Exceptional:
    """A day that is otherwise than Monday-to-Friday, and the document that says so; `corrected` after the notices."""

    day: date
    working: bool
    name: str
    document: str
    corrected: bool


def exceptions(year: int | None = None) -> list[Exceptional]:
    """Return the days that count, in their order: a later notice counts before an earlier one, a correction above all.

    Those of one year, or of all. One query.
    """
    of_year = {} if year is None else {"day__year": year}
    columns = ("day", "working", "name", "text", "rank")
    notices = CalendarDay.objects.filter(**of_year).annotate(text=F("year__source"), rank=F("year_id"))
    corrections = CalendarCorrection.objects.filter(**of_year).annotate(text=F("document"), rank=Value(ABOVE_ALL))
    rows = notices.values_list(*columns).union(corrections.values_list(*columns)).order_by("rank")
    days = {
        day: Exceptional(day, working, name, document, rank == ABOVE_ALL) for day, working, name, document, rank in rows
    }
    return [days[day] for day in sorted(days)]


@carries("next_year_calendar")
def missing_year(policy: Policy, on: date) -> int | None:
    """Return the year whose notice should be loaded by now and is not: this one, or, late in the year, the next."""
    is_late = (date(on.year, 12, 31) - on).days < policy[Deadlines].next_year_days.on(on)
    years = [on.year, on.year + 1] if is_late else [on.year]
    return next((year for year in years if year not in work_calendar().years), None)


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
