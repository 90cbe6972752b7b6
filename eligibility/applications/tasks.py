"""Scheduled work of eligibility."""

from datetime import datetime

from eligibility.applications import actions as applications
from eligibility.applications.queries.applications import intake_unanswered, overdue
from province.jobs.actions import Counts
from province.jobs.schedule import Backlog, backlog_of, in_batches, job


def applications_to_accept(at: datetime) -> Backlog:
    """Applications that intake left unanswered."""
    return backlog_of(intake_unanswered(at.date()), "intake_deadline")


def applications_to_mark(at: datetime) -> Backlog:
    """Overdue applications that nobody has been told of."""
    return backlog_of(overdue(at.date()), "deadline")


@job("accept_unanswered", "逾期未答复视为受理", in_steps=True, backlog=applications_to_accept)
def accept_unanswered(at: datetime) -> Counts:
    """What intake left unanswered counts as accepted on the day of receipt."""
    return {"视为受理": in_batches(lambda: applications.accept_unanswered(on=at.date()))}


@job("mark_overdue", "超期标记与预警", in_steps=True, backlog=applications_to_mark)
def mark_overdue(at: datetime) -> Counts:
    """Every application past its deadline is flagged and announced."""
    return {"超期申请": in_batches(lambda: applications.mark_overdue(on=at.date()))}
