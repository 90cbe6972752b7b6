"""Entering and correcting the official working-day calendar."""

from collections.abc import Sequence
from datetime import date

from kit.action import action
from kit.fields import CurrentTransaction
from province.calendar.announcements import CalendarLoaded
from province.calendar.deeds import CORRECT, LOAD, RELOAD
from province.calendar.errors import YearNotLoaded
from province.calendar.models import CalendarCorrection, CalendarDay, CalendarYear
from province.calendar.queries import exceptions, forget, published_notice
from province.calendar.rules.notice import ListedDay, check_notice
from province.events.actions.recording import record
from province.events.announcements import announce
from province.staff.models import Account

SOURCE = "国务院办公厅关于{year}年部分节假日安排的通知"


@action
def load_year(*, year: int, days: Sequence[ListedDay], source: str, by: Account | None, on: date) -> CalendarYear:
    """Enter a year's notice whole; one entered before is replaced. Open deadlines are then counted anew.

    What was corrected since by another document stays corrected. Raises the errors of `check_notice`.
    """
    check_notice(year, days)
    # This locks the year: two notices, or a notice and a correction, come one after the other.
    year_row, first_time = CalendarYear.objects.update_or_create(
        year=year, defaults={"source": source, "version": CurrentTransaction()}
    )
    year_row.days.all().delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(day=entry.day, year=year_row, working=entry.working, name=entry.name) for entry in days
    )
    record(LOAD if first_time else RELOAD, year, by=by, on=on, why=source, data={"days": len(days)})
    _tell(year, by, on)
    return year_row


def load_published_year(*, year: int, by: Account | None, on: date) -> CalendarYear:
    """Enter a year as the calendar package has it. Raises NoticeNotPublished."""
    return load_year(year=year, days=published_notice(year), source=SOURCE.format(year=year), by=by, on=on)


@action
def correct_day(
    *, day: date, working: bool, name: str, document: str, by: Account | None, on: date
) -> CalendarCorrection:
    """Say of one day whether it is worked, as a later document does. Raises YearNotLoaded."""
    # The update locks the year, and says whether there is one.
    if not CalendarYear.objects.filter(year=day.year).update(version=CurrentTransaction()):
        raise YearNotLoaded(year=day.year)
    before = next((entry for entry in exceptions(day.year) if entry.day == day), None)
    correction, _ = CalendarCorrection.objects.update_or_create(
        day=day, defaults={"working": working, "name": name, "document": document}
    )
    before_word = _word(before.working) if before else ""
    record(CORRECT, day, by=by, on=on, before=before_word, after=_word(working), why=document)
    _tell(day.year, by, on)
    return correction


def _tell(year: int, by: Account | None, on: date) -> None:
    forget()
    announce(CalendarLoaded(year=year, by=by, on=on))


def _word(working: bool) -> str:
    return "上班" if working else "放假"
