"""Large tables are compared and written beside the pages."""

from datetime import datetime

from catalog.national_list.actions import advance_all
from province.jobs.actions import Counts
from province.jobs.schedule import a_second, job


@job("advance_imports", "目录导入", period=a_second, in_steps=True)
def work(_at: datetime) -> Counts:
    """Every table that waits to be compared or written; a page that hands one in asks at once."""
    return {"处理表格": advance_all()}
