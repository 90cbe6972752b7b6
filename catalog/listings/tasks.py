"""Scheduled work of the catalogue."""

from datetime import datetime

from catalog.listings.actions import expire_listings, lapse_listings
from province.jobs.actions import Counts
from province.jobs.schedule import in_batches, job


@job("expire_listings", "药品目录到期", in_steps=True)
def expire(at: datetime) -> Counts:
    """Every drug whose listing ran out waits for the decision, and leaves where none came in time."""
    count = in_batches(lambda: lapse_listings(on=at.date()))
    return {"到期待决定": count, "到期药品": in_batches(lambda: expire_listings(on=at.date()))}
