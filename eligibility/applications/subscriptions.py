"""What eligibility does when a lower floor announces something, in the same transaction."""

from eligibility.applications import actions as applications
from province.calendar.announcements import CalendarLoaded


def calendar_loaded(loaded: CalendarLoaded) -> None:
    """Running deadlines that touch the year are counted anew."""
    applications.recompute_deadlines(year=loaded.year, by=loaded.by, on=loaded.on)
