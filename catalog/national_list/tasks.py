"""Large tables are compared and written beside the pages."""

from datetime import datetime

from catalog.national_list.actions import advance_all, clear_old
from catalog.national_list.queries.imports import waiting_tables
from province.jobs.actions import Counts
from province.jobs.schedule import Backlog, a_second, backlog_of, in_batches, job


def backlog(_: datetime) -> Backlog:
    """Tables that wait to be compared or written."""
    return backlog_of(waiting_tables(), "added_at")


@job("advance_imports", "目录导入", period=a_second, in_steps=True, backlog=backlog)
def work(_at: datetime) -> Counts:
    """Every table that waits to be compared or written; a page that hands one in asks at once."""
    return {"处理表格": advance_all()}


@job("clear_imports", "清除旧的导入表格", in_steps=True)
def clear(at: datetime) -> Counts:
    """Tables past their days, with their files and lines."""
    return {"清除表格": in_batches(lambda: clear_old(at=at))}
