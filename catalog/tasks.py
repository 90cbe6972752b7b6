"""The floor's scheduled jobs, for Celery to find."""

from catalog.listings import tasks as listings

__all__ = ["listings"]
