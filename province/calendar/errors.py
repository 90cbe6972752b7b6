"""Entering and correcting the official working-day calendar."""

from kit.errors import NotFound, WrongState


class YearNotLoaded(WrongState):
    code = "CALENDAR_YEAR_NOT_LOADED"
    message = "{year} 年的放假安排尚未载入，请先载入全年。"


class NoticeNotPublished(NotFound):
    """The installed calendar package does not know the year; the notice can still be entered by hand."""

    code = "NOTICE_NOT_PUBLISHED"
    message = "日历数据包中还没有 {year} 年的安排，请按国务院办公厅通知手工录入。"
