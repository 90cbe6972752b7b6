"""What prescriptions tell the floors above."""

from dataclasses import dataclass

from eligibility.prescriptions.words import EarlyReason
from province.events.announcements import Announcement


@dataclass(frozen=True, kw_only=True)
class SupplyBroughtForward(Announcement):
    """More was prescribed than fits beside what is still in hand, for a reason that the physician gave."""

    rxno: str
    reason: EarlyReason
    in_hand: int
    area: str
