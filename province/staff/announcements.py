"""What accounts tell the stories above them."""

from dataclasses import dataclass

from province.events.announcements import Announcement


@dataclass(frozen=True, kw_only=True)
class AccountLeft(Announcement):
    """Somebody has left a post: the account is closed, or has another role or area. What was in hand is nobody's."""

    account_id: int
    why: str
