"""What eligibility does when a lower floor announces something, in the same transaction."""

from eligibility.applications import actions as applications
from province.calendar.announcements import CalendarLoaded
from province.staff.announcements import AccountLeft


def calendar_loaded(announcement: CalendarLoaded) -> None:
    """Running deadlines that touch the year are counted anew."""
    applications.recompute_deadlines(year=announcement.year, by=announcement.by, on=announcement.on)


def account_left(announcement: AccountLeft) -> None:
    """What somebody had in hand goes back to the queue."""
    applications.release_all(
        account_id=announcement.account_id, why=announcement.why, by=announcement.by, on=announcement.on
    )
