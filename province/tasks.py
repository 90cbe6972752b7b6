"""The floor's scheduled jobs, for Celery to find."""

from province.events import tasks as events
from province.exports import tasks as exports
from province.staff import tasks as staff

__all__ = ["events", "exports", "staff"]
