"""What the registry of physicians tells the stories above it."""

from dataclasses import dataclass
from datetime import date

from province.events.announcements import Announcement


@dataclass(frozen=True, kw_only=True)
class PhysicianStopped(Announcement):
    """A responsible physician was suspended or removed after `last_day`."""

    physician_id: str
    last_day: date
