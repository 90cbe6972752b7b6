"""Named events from a lower floor to the floors above it, handled in the same transaction.

A lower action announces what happened; upper floors subscribe in their apps.py. The kinds below are
all there are; `kinds()` lists them with who listens, for the docs and for the test that keeps them few.
"""

from dataclasses import dataclass
from datetime import date

from province.events.announcements import Announcement


@dataclass(frozen=True, kw_only=True)
class FigureMissing(Announcement):
    """A sale was refused because the province or an area has set no figure for its day."""

    code: str
    day: date
    area: str
    sentence: str
    source: str


@dataclass(frozen=True, kw_only=True)
class SaleNoted(Announcement):
    """A sale was settled all the same, and somebody should look at it: bought elsewhere, unscanned, overcharged."""

    claim_id: int
    sentence: str
    area: str
