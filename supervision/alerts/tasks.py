"""Scheduled work of supervision."""

from datetime import datetime

from province.jobs.actions import Counts
from province.jobs.schedule import job, minutes
from supervision.alerts.actions import clear_gone, raise_calendar_missing, raise_jobs_behind, raise_policy_ending


@job("warn_of_policy_end", "政策到期提醒")
def warn_of_policy_end(at: datetime) -> Counts:
    """The province hears in time that its rules run out, and that a year's days off are not loaded."""
    day = at.date()
    return {"即将到期的政策参数": raise_policy_ending(on=day), "未载入的放假安排": raise_calendar_missing(on=day)}


@job("review_alerts", "预警核对", period=minutes(5), in_steps=True)
def review_alerts(at: datetime) -> Counts:
    """Alerts whose cause is gone close by themselves, batch by batch, and jobs that are late are told of."""
    total, last = clear_gone(after=0, on=at.date())
    while last is not None:
        number, last = clear_gone(after=last, on=at.date())
        total += number
    behind = raise_jobs_behind(at=at, but="review_alerts")
    return {"自行关闭": total, "积压的任务": behind}
