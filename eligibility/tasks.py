"""The floor's scheduled jobs, for Celery to find."""

from eligibility.applications import tasks as applications
from eligibility.entitlements import tasks as entitlements

__all__ = ["applications", "entitlements"]
