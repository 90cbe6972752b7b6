"""The tables beside this file, and the working days that they count back from today."""

import csv
from datetime import date, timedelta
from pathlib import Path

from province.calendar.rules.workdays import WorkCalendar

DATA = Path(__file__).resolve().parent / "data"
ONE_DAY = timedelta(days=1)

Row = dict[str, str]


def table(name: str) -> list[Row]:
    """The rows of a table by its name, as text."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Days:
    """Days counted back from today: 0 is today itself, 1 the working day before it, and so on."""

    def __init__(self, today: date, calendar: WorkCalendar) -> None:
        self.today, self.calendar = today, calendar

    def ago(self, working_days: str | int) -> date:
        day = self.today
        for _ in range(int(working_days)):
            day -= ONE_DAY
            while not self.calendar.is_working(day):
                day -= ONE_DAY
        return day
