"""Scheduled work of supervision."""

from datetime import datetime

from province.jobs.actions import Counts
from province.jobs.schedule import job
from supervision.alerts.actions import raise_calendar_missing, raise_policy_ending


@job("warn_of_policy_end", "政策到期提醒")
def warn_of_policy_end(at: datetime) -> Counts:
    """The province hears in time that its rules run out, and that a year's days off are not loaded."""
    day = at.date()
    return {"即将到期的政策参数": raise_policy_ending(on=day), "未载入的放假安排": raise_calendar_missing(on=day)}
