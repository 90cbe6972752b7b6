"""What listings tell the stories above them."""

from dataclasses import dataclass
from datetime import date

from province.events.announcements import Announcement


@dataclass(frozen=True, kw_only=True)
class DrugLeft(Announcement):
    """A drug (generic name and dosage form) is no longer listed after `last_day`."""

    drug_id: int
    last_day: date
