"""The worked example, and the comparison of what the system says with it."""

import tomllib
from datetime import date
from typing import Any

from kit.period import Period
from province.calendar.queries import published_notice, published_years
from province.calendar.rules.workdays import WorkCalendar
from tools.demo.tables import own, table


class Differs(Exception):
    """The system says something else than the worked example."""

    def __init__(self, step: str, name: str, example: str, actual: str) -> None:
        super().__init__(f"{step}：{name}，应为 {example}，系统给出 {actual}。")


def example() -> dict[str, Any]:
    """Return the worked example that the walk is held to."""
    return tomllib.loads(own("walkthrough.toml").read_text("utf-8"))


def deadline(start: date, working_days: int) -> date:
    """Counted from the official notices themselves, beside the database that the system counts from."""
    days = [day for year in published_years() for day in published_notice(year)]
    calendar = WorkCalendar(
        years=frozenset(published_years()),
        holidays=frozenset(day.day for day in days if not day.working),
        makeup=frozenset(day.day for day in days if day.working),
    )
    return calendar.deadline(start, working_days).day


def entitlement_period(first: date, natural_years: int, product: str) -> Period:
    """To the end of the last natural year, or of the drug's agreement if that comes first."""
    listing = next(row for row in table("national_list_2025") if row["药品统一编码"] == product)
    until = Period.parse(listing["协议有效期"]).last
    last = date(first.year + natural_years - 1, 12, 31)
    return Period(first, min(last, until) if until else last)


def compare(step: str, actual: dict[str, Any], example: dict[str, str]) -> None:
    """Raises Differs at the first figure that is another."""
    for name, figure in example.items():
        check(step, name, actual.get(name), figure)


def check(step: str, name: str, actual: object, example: object) -> None:
    """Raises Differs."""
    if str(actual) != str(example):
        raise Differs(step, name, str(example), str(actual))
