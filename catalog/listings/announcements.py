"""Named events from a lower floor to the floors above it, handled in the same transaction.

A lower action announces what happened; upper floors subscribe in their apps.py. The kinds below are
all there are; `kinds()` lists them with who listens, for the docs and for the test that keeps them few.
"""

from dataclasses import dataclass
from datetime import date

from province.events.announcements import Announcement


@dataclass(frozen=True, kw_only=True)
class DrugLeft(Announcement):
    """A drug (generic name and dosage form) is no longer listed after `last_day` (HN-17, HN-18, HN-23)."""

    drug_id: int
    last_day: date
