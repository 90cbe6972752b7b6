"""The floor's scheduled jobs, for Celery to find."""

from supervision.alerts import tasks as alerts

__all__ = ["alerts"]
