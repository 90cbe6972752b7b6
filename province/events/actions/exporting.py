"""What leaves the house in a file is recorded before it leaves."""

from datetime import date

from kit.action import action
from province.events.actions.recording import record
from province.events.deeds import EXPORT
from province.events.models import Event
from province.events.rules import Actor


@action
def keep_export(*, name: str, count: int, asked: str, area: str, by: Actor, on: date) -> Event:
    """Record who took which list away, how many rows, and what they were filtered by; never a value that was typed."""
    data = {"count": count, "filters": asked}
    return record(EXPORT, name, by=by, on=on, after=str(count), why=asked, area=area, data=data)
