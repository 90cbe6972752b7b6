"""The demonstration's tables, and the working days that they count back from today."""

import csv
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

from province.calendar.rules.workdays import WorkCalendar

SHARED = Path(__file__).resolve().parent / "data"
ONE_DAY = timedelta(days=1)

Row = dict[str, str]


def own(name: str) -> Path:
    """Return where the province in use has a file of its own: among ours, or in the folder that it is run from."""
    outside = Path(settings.PROVINCE)
    return (outside / "demo" if outside.is_absolute() else SHARED / outside) / name


def place_of(name: str) -> Path | None:
    """Return where a file of the province's own is, or else the one that all provinces share, if any."""
    return next((place for place in (own(name), SHARED / name) if place.is_file()), None)


def table(name: str) -> list[Row]:
    """Return the rows of a table as text."""
    if path := place_of(f"{name}.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    return []


class Days:
    """Days counted back from today: 0 is today itself, 1 the working day before it, and so on."""

    def __init__(self, today: date, calendar: WorkCalendar) -> None:
        self.today, self.calendar = today, calendar

    def ago(self, working_days: str | int) -> date:
        """Return the day so many working days ago."""
        day = self.today
        for _ in range(int(working_days)):
            day -= ONE_DAY
            while not self.calendar.is_working(day):
                day -= ONE_DAY
        return day
