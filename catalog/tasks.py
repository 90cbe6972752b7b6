"""The floor's scheduled jobs, for Celery to find."""

from catalog.listings import tasks as listings
from catalog.national_list import tasks as national_list

__all__ = ["listings", "national_list"]
