"""Scheduled work of the catalogue."""

from celery import shared_task

from catalog.actions.listings import expire_listings
from province.actions.jobs import run
from province.clock import today


@shared_task
def expire_drugs() -> None:
    """Every drug whose listing ran out leaves, once a day."""
    day = today()
    run(job="expire_drugs", period=str(day), on=day, action=lambda: expire_listings(on=day))
