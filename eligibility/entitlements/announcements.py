"""What entitlements tell the stories above them."""

from dataclasses import dataclass
from datetime import date

from province.events.announcements import Announcement


@dataclass(frozen=True, kw_only=True)
class EntitlementCut(Announcement):
    """An entitlement ends earlier than granted, with `last_day` as its last."""

    entitlement_id: int
    last_day: date
