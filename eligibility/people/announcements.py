"""What insured persons tell the stories above them."""

from dataclasses import dataclass
from datetime import date

from kit.period import Period
from province.events.announcements import Announcement


@dataclass(frozen=True, kw_only=True)
class PersonLocked(Announcement):
    """A person is about to change. Whoever keeps rows that the counter shares before it reads her locks them now."""

    person_id: str


@dataclass(frozen=True, kw_only=True)
class PersonMoved(Announcement):
    """A person is insured otherwise than before, perhaps in another area; now, or from a day to come."""

    person_id: str


@dataclass(frozen=True, kw_only=True)
class PersonDied(Announcement):
    """A person is dead from a day on, or from another than was told, or with no day alive after all."""

    person_id: str
    died_on: date | None


@dataclass(frozen=True, kw_only=True)
class PastCorrected(Announcement):
    """What holds of persons on these days is another than it was, some of them over: sales are looked at again."""

    persons: tuple[str, ...]
    days: Period
