"""Scheduled work of settlement."""

from datetime import datetime

from django.conf import settings

from province.jobs.actions import Counts
from province.jobs.schedule import job, minutes
from settlement.core_system.actions.couriers import HttpCourier
from settlement.core_system.actions.outbox import deliver
from settlement.core_system.models import OutboxMessage


@job("deliver_outbox", "结算送核心系统", period=minutes(1), in_steps=True, speaks_out=True)
def deliver_outbox(at: datetime) -> Counts:
    """Tell the core insurance system what is pending. The rows keep what became of it; without an address they wait."""
    if not settings.CORE_SYSTEM_URL:
        return {"等待送达": OutboxMessage.objects.filter(sent_at=None).count()}
    counts = deliver(courier=HttpCourier(settings.CORE_SYSTEM_URL, settings.CORE_SYSTEM_TOKEN), at=at)
    return {"已送达": counts["sent"], "未送达": counts["failed"]}
