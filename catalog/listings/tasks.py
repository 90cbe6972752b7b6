"""Scheduled work of the catalogue."""

from datetime import datetime

from catalog.listings.actions import expire_listings
from province.jobs.actions import Counts
from province.jobs.schedule import job


@job("expire_listings", "药品目录到期")
def expire(at: datetime) -> Counts:
    """Every drug whose listing ran out leaves, and what was granted for it ends."""
    return {"到期药品": expire_listings(on=at.date())["expired"]}
