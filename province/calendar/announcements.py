"""What the calendar tells the stories above it."""

from dataclasses import dataclass

from province.events.announcements import Announcement


@dataclass(frozen=True, kw_only=True)
class CalendarLoaded(Announcement):
    """The working days of a year became known or were corrected: open deadlines that touch it are counted anew."""

    year: int
