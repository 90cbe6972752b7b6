"""Scheduled work of eligibility."""

from datetime import datetime

from eligibility.applications import actions as applications
from province.jobs.actions import Counts
from province.jobs.schedule import job


@job("accept_unanswered", "逾期未答复视为受理")
def accept_unanswered(at: datetime) -> Counts:
    """What intake left unanswered counts as accepted on the day of receipt."""
    return {"视为受理": applications.accept_unanswered(on=at.date())}


@job("mark_overdue", "超期标记与预警", in_steps=True)
def mark_overdue(at: datetime) -> Counts:
    """Every application past its deadline is flagged and announced, batch by batch: a run that is cut off goes on."""
    total = 0
    while flagged := applications.mark_overdue(on=at.date()):
        total += flagged
    return {"超期申请": total}
