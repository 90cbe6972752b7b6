"""The working-day calendar: a year to look at, the notice that is loaded, one day corrected."""

import calendar as months_of
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from kit.clock import today
from kit.errors import DomainError
from kit.period import parse_day
from province.calendar.actions import SOURCE, correct_day, load_year
from province.calendar.forms import FIRST_YEAR, LAST_YEAR, CorrectionForm, YearForm
from province.calendar.models import CalendarYear
from province.calendar.queries import Exceptional, exceptions, missing_year, work_calendar
from province.calendar.rules.notice import ListedDay, write_notice
from province.frame.access import ANYONE, page, who
from province.frame.cloakroom import form_data
from province.frame.steps import Step, perform
from province.law.queries.policy import current_policy
from province.staff.words import Role

KEEPERS = (Role.SYSTEM_ADMIN, Role.CATALOG_ADMIN)
YEAR = "province:calendar"


@dataclass(frozen=True)
class Square:
    """One day of a month's sheet; `exception` where it is otherwise than Monday-to-Friday."""

    day: date
    working: bool
    exception: Exceptional | None

    @property
    def kind(self) -> str:
        """Return how the day is coloured."""
        otherwise = "" if self.exception is None else " changed"
        return ("work" if self.working else "off") + otherwise


@page(roles=ANYONE)
def year(request: HttpRequest) -> HttpResponseBase:
    """Show a year month by month, with every day that a notice or a correction takes out of Monday-to-Friday."""
    number = _asked_year(request)
    days, working = {entry.day: entry for entry in exceptions(number)}, work_calendar().is_working
    row, missing = CalendarYear.objects.filter(year=number).first(), missing_year(current_policy(), today())
    sheets = [
        (
            month,
            [
                [Square(day, working(day), days.get(day)) if day.month == month else None for day in week]
                for week in months_of.Calendar().monthdatescalendar(number, month)
            ],
        )
        for month in range(1, 13)
    ]
    context = {
        "year": number,
        "row": row,
        "sheets": sheets,
        "days": list(days.values()),
        "worked": work_calendar().working_days(date(number, 1, 1), date(number, 12, 31)),
        "missing": missing,
        "missing_said": f"{missing} 年的放假安排尚未载入",
        "keeps": who(request).role in KEEPERS,
        "before": number - 1 if number > FIRST_YEAR else None,
        "after": number + 1 if number < LAST_YEAR else None,
    }
    return render(request, "province/calendar.html", context)


def _asked_year(request: HttpRequest) -> int:
    """Return the year in the address; this one where there is none or it is none."""
    text = request.GET.get("year", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) == len("2026") else 0
    return number if FIRST_YEAR <= number <= LAST_YEAR else today().year


@page(roles=KEEPERS)
def load(request: HttpRequest) -> HttpResponseBase:
    """Load a year's notice, filled in with what is loaded."""
    number = _asked_year(request)
    row = CalendarYear.objects.filter(year=number).first()
    notice = [ListedDay(day.day, day.working, day.name) for day in row.days.all()] if row else []
    initial = {"year": number, "source": row.source if row else SOURCE.format(year=number)}
    form = YearForm(form_data(request), initial=initial | {"notice": write_notice(notice)})
    step = _step(
        f"载入 {number} 年放假安排",
        "载入",
        "整年按通知重新载入，未办结申请的期限随即重新计算；另行更正过的日子保留更正。",
        "已载入，相关期限已重新计算。",
        number,
    )
    do = partial(load_year, by=who(request), on=today())
    return perform(request, form, step, lambda answers: do(**answers))


@page(roles=KEEPERS)
def correct(request: HttpRequest) -> HttpResponseBase:
    """Correct one day by a later document."""
    try:
        day: date | None = parse_day(request.GET.get("day", ""))
    except DomainError:
        day = None
    step = _step(
        "更正一天",
        "更正",
        "当日按更正计算，未办结申请的期限随即重新计算；重新载入全年时更正仍然保留。",
        "已更正，相关期限已重新计算。",
        (day or today()).year,
    )
    do = partial(correct_day, by=who(request), on=today())
    return perform(request, CorrectionForm(form_data(request), day), step, lambda answers: do(**answers))


def _step(title: str, button: str, consequence: str, result: str, number: int) -> Step:
    back = f"{reverse(YEAR)}?year={number}"
    return Step(title, button, consequence, result, back, (("工作日历", back),), "working_day_clock")
