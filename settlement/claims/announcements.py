"""What claims tell the stories above them."""

from dataclasses import dataclass

from province.events.announcements import Announcement


@dataclass(frozen=True, kw_only=True)
class SaleContradicted(Announcement):
    """What has become known since says that a sale should not have been paid, or not so: somebody must look at it."""

    claim_id: int
    sentence: str
    area: str
