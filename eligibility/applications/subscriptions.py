"""What eligibility does when a lower floor announces something, in the same transaction."""

from eligibility.applications import actions as applications
from province.calendar.announcements import CalendarLoaded


def calendar_loaded(announcement: CalendarLoaded) -> None:
    """Running deadlines that touch the year are counted anew."""
    applications.recompute_deadlines(year=announcement.year, by=announcement.by, on=announcement.on)
