"""Scheduled work of settlement."""

from datetime import datetime

from django.conf import settings

from province.jobs.actions import Counts
from province.jobs.schedule import Backlog, backlog_of, job, minutes
from settlement.core_system.actions.couriers import HttpCourier
from settlement.core_system.actions.outbox import deliver
from settlement.core_system.models import OutboxMessage


def messages_to_deliver(_: datetime) -> Backlog:
    """Settlements and reversals that the core system has not been told."""
    return backlog_of(OutboxMessage.objects.filter(sent_at=None), "created_at")


@job("deliver_outbox", "结算送核心系统", period=minutes(1), in_steps=True, speaks_out=True, backlog=messages_to_deliver)
def deliver_outbox(at: datetime) -> Counts:
    """Tell the core insurance system what is pending. The rows keep what became of it; without an address they wait."""
    if not settings.CORE_SYSTEM_URL:
        return {"已送达": 0}
    counts = deliver(courier=HttpCourier(settings.CORE_SYSTEM_URL, settings.CORE_SYSTEM_TOKEN), at=at)
    return {"已送达": counts["sent"]}
