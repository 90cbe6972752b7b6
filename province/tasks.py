"""The floor's scheduled jobs, for Celery to find."""

from province.events import tasks as events

__all__ = ["events"]
