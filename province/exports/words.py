"""Words of lists that are taken away as files."""

from kit.words import Word


class ExportState(Word):
    WAITING = "waiting", "排队中"
    RUNNING = "running", "正在生成"
    READY = "ready", "可下载"
    FAILED = "failed", "未完成"
    DISCARDED = "discarded", "已删除"
    CLEARED = "cleared", "已过保留期"


# What a worker has still to do, and what counts among those that a person may have at a time.
OPEN = (ExportState.WAITING, ExportState.RUNNING)
KEPT = (*OPEN, ExportState.READY)
