"""Scheduled work of the catalogue."""

from datetime import datetime

from catalog.listings.actions import expire_listings
from province.jobs.actions import Counts
from province.jobs.schedule import in_batches, job


@job("expire_listings", "药品目录到期", in_steps=True)
def expire(at: datetime) -> Counts:
    """Every drug whose listing ran out leaves, and what was granted for it ends."""
    return {"到期药品": in_batches(lambda: expire_listings(on=at.date())["expired"])}
