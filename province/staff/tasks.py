"""The daily job of the sessions."""

from datetime import datetime

from province.jobs.actions import Counts
from province.jobs.schedule import job
from province.staff.actions import forget_ended_sessions


@job("forget_ended_sessions", "清除过期的登录和暂存内容")
def forget(at: datetime) -> Counts:
    """Drop what nobody can use any more."""
    return {"清除条数": forget_ended_sessions(at=at)}
