"""What applications tell the stories above them."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from province.events.announcements import Announcement


class OverdueCase(NamedTuple):
    """An application, the deadline that passed, and the code of its area."""

    application_id: int
    deadline: date
    area: str


@dataclass(frozen=True, kw_only=True)
class ApplicationsOverdue(Announcement):
    """Applications were not decided by their deadlines."""

    cases: tuple[OverdueCase, ...]
