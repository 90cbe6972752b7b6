"""Scheduled work of eligibility."""

from datetime import datetime

from eligibility.actions import applications, entitlements
from province.actions.jobs import Counts
from province.tasks import scheduled


@scheduled("accept_unanswered", "逾期未答复视为受理")
def accept_unanswered(at: datetime) -> Counts:
    """What intake left unanswered counts as accepted on the day of receipt."""
    return {"视为受理": applications.accept_unanswered(on=at.date())}


@scheduled("mark_overdue", "审核超期标记与预警")
def mark_overdue(at: datetime) -> Counts:
    """Every application past its deadline is flagged and announced."""
    return {"超期申请": applications.mark_overdue(on=at.date())}


@scheduled("expire_entitlements", "待遇期满终止")
def expire_entitlements(at: datetime) -> Counts:
    """Every entitlement whose last day has passed is marked ended."""
    return {"期满待遇": entitlements.expire(on=at.date())}


@scheduled("sweep_left_drugs", "调出药品待遇清理")
def sweep_left_drugs(at: datetime) -> Counts:
    """Entitlements that outlive their drug end with it, should an announcement ever have been missed."""
    return {"终止待遇": entitlements.sweep_left_drugs(on=at.date())}
