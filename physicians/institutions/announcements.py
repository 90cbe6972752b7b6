"""Named events from a lower floor to the floors above it, handled in the same transaction.

A lower action announces what happened; upper floors subscribe in their apps.py. The kinds below are
all there are; `kinds()` lists them with who listens, for the docs and for the test that keeps them few.
"""

from dataclasses import dataclass
from datetime import date

from province.events.announcements import Announcement


@dataclass(frozen=True, kw_only=True)
class InstitutionStopped(Announcement):
    """An institution's agreement was suspended or ended after `last_day` (HN-36)."""

    institution_id: str
    last_day: date
