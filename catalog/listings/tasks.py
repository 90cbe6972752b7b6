"""Scheduled work of the catalogue."""

from datetime import datetime

from catalog.listings.actions import expire_listings, lapse_listings
from catalog.listings.queries import run_out_by
from province.jobs.actions import Counts
from province.jobs.schedule import Backlog, backlog_of, in_batches, job


def listings_to_handle(at: datetime) -> Backlog:
    """Listings that ran out and whose drugs have not left yet."""
    return backlog_of(run_out_by(at.date()), "last_day")


@job("expire_listings", "药品目录到期", in_steps=True, backlog=listings_to_handle)
def expire(at: datetime) -> Counts:
    """Every drug whose listing ran out waits for the decision, and leaves where none came in time."""
    count = in_batches(lambda: lapse_listings(on=at.date()))
    return {"到期待决定": count, "到期药品": in_batches(lambda: expire_listings(on=at.date()))}
