"""Lists are written into files beside the pages, and the files cleared away."""

from datetime import datetime

from province.exports.actions import clear_old, sweep_files, write_waiting
from province.jobs.actions import Counts
from province.jobs.schedule import a_second, in_batches, job


@job("write_exports", "生成导出文件", period=a_second, in_steps=True)
def write(at: datetime) -> Counts:
    """Every list that waits to become a file; a page that asks for one asks at once."""
    return write_waiting(on=at.date())


@job("clear_exports", "清除过期的导出文件", in_steps=True)
def clear(at: datetime) -> Counts:
    """Files past their days, and what killed workers left."""
    return {"过期文件": in_batches(lambda: clear_old(at=at)), "清除文件": sweep_files(at=at)}
