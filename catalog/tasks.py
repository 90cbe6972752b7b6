"""Scheduled work of the catalogue."""

from datetime import datetime

from catalog.actions.listings import expire_listings
from province.actions.jobs import Counts
from province.tasks import scheduled


@scheduled("expire_listings", "药品目录到期")
def expire(at: datetime) -> Counts:
    """Every drug whose listing ran out leaves, and what was granted for it ends."""
    return {"到期药品": expire_listings(on=at.date())["expired"]}
