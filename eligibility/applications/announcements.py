"""What applications tell the stories above them."""

from dataclasses import dataclass
from datetime import date

from province.events.announcements import Announcement


@dataclass(frozen=True, kw_only=True)
class ApplicationOverdue(Announcement):
    """An application was not decided by its deadline."""

    application_id: int
    deadline: date
    area: str
