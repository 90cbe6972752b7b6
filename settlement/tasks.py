"""The floor's scheduled jobs, for Celery to find."""

from settlement.core_system import tasks as core_system

__all__ = ["core_system"]
