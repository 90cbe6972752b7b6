"""What institutions and their agreements tell the stories above them."""

from dataclasses import dataclass
from datetime import date

from province.events.announcements import Announcement


@dataclass(frozen=True, kw_only=True)
class InstitutionStopped(Announcement):
    """An institution's agreement was suspended or ended after `last_day`."""

    institution_id: str
    last_day: date
