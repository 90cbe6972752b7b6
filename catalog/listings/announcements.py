"""What listings tell the stories above them."""

from dataclasses import dataclass
from datetime import date

from province.events.announcements import Announcement


@dataclass(frozen=True, kw_only=True)
class DrugLapsed(Announcement):
    """The listing of a drug ran out with `last_day`, and nobody has decided whether it goes on."""

    drug_id: int
    last_day: date


@dataclass(frozen=True, kw_only=True)
class DrugRenewed(Announcement):
    """A drug is listed on from `first` to `last`, the day after what ran out or will run out."""

    drug_id: int
    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class DrugSaidUnused(Announcement):
    """A drug is about to leave because nobody has used it from `since` on. Whoever knows better refuses: StillUsed."""

    drug_id: int
    since: date


@dataclass(frozen=True, kw_only=True)
class DrugLeft(Announcement):
    """A drug (generic name and dosage form) is no longer listed after `last_day`."""

    drug_id: int
    last_day: date
