"""Scheduled work of settlement."""

from celery import shared_task
from django.conf import settings

from province.clock import now
from settlement.actions.couriers import HttpCourier
from settlement.actions.outbox import deliver


@shared_task
def deliver_outbox() -> None:
    """Tell the core insurance system what is pending. The rows keep what became of it; without an address they wait."""
    if settings.CORE_SYSTEM_URL:
        deliver(courier=HttpCourier(settings.CORE_SYSTEM_URL, settings.CORE_SYSTEM_TOKEN), at=now())
