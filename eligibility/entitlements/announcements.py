"""What entitlements tell the stories above them."""

from dataclasses import dataclass

from province.events.announcements import Announcement


@dataclass(frozen=True, kw_only=True)
class EntitlementUnlikeListing(Announcement):
    """An entitlement and the listings of its drug say different things, and no rule says which is right."""

    entitlement_id: int
    sentence: str
    area: str
