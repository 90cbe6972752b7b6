"""Working days: a table worked out by hand, a second opinion, and properties."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from province.calendar.queries import published_notice, published_years
from province.calendar.rules.workdays import Deadline, WorkCalendar
from tests.support.obligations import proving

TABLE = tomllib.loads((Path(__file__).parent / "deadlines.toml").read_text("utf-8"))["deadline"]
CLOCKS = {f"{row['start']}+{row['days']}": row for row in TABLE}
FIFTEEN = next(name for name in CLOCKS if name.endswith("+15"))
ONE = next(name for name in CLOCKS if name.endswith("+1"))
ONE_DAY = timedelta(days=1)


def calendar_of(*years: int) -> WorkCalendar:
    days = [listed for year in years for listed in published_notice(year)]
    return WorkCalendar(
        frozenset(years),
        frozenset(listed.day for listed in days if not listed.working),
        frozenset(listed.day for listed in days if listed.working),
    )


KNOWN = calendar_of(2025, 2026)
DAYS = st.dates(date(2024, 12, 1), date(2026, 11, 30))


@pytest.mark.parametrize("row", proving(CLOCKS, {FIFTEEN: "HN-23.4", ONE: "JS-9(2).2"}))
def test_a_clock_ends_on_the_day_worked_out_by_hand(row: dict[str, Any]) -> None:
    expected = Deadline(row["ends"], row.get("provisional", False))
    assert KNOWN.deadline(row["start"], row["days"]) == expected


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_second_package_agrees_about_every_day_of_the_loaded_years(year: int) -> None:
    second = holidays.country_holidays("CN", years=year)
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [day for day in days if KNOWN.is_working(day) != second.is_working_day(day)] == []


@pytest.mark.parametrize("row", [row for row in TABLE if not row.get("provisional")], ids=lambda row: row["count"])
def test_a_second_package_counts_to_the_same_end(row: dict[str, Any]) -> None:
    second = holidays.country_holidays("CN", years=[2025, 2026])
    assert second.get_nth_working_day(row["start"], row["days"]) == row["ends"]


def test_the_table_is_long_enough_and_reaches_beyond_what_is_known() -> None:
    assert len(TABLE) >= 25
    assert {row["start"].year for row in TABLE} == {2025, 2026}
    assert sum(row.get("provisional", False) for row in TABLE) >= 2


@given(DAYS, st.integers(1, 60))
def test_a_deadline_is_a_working_day_with_exactly_that_many_behind_the_start(start: date, days: int) -> None:
    end = KNOWN.deadline(start, days).day
    assert KNOWN.is_working(end)
    assert KNOWN.working_days(start + ONE_DAY, end) == days


@given(DAYS, st.integers(1, 60))
def test_a_later_start_never_ends_earlier_and_a_longer_clock_ends_later(start: date, days: int) -> None:
    assert KNOWN.deadline(start + ONE_DAY, days).day >= KNOWN.deadline(start, days).day
    assert KNOWN.deadline(start, days + 1).day > KNOWN.deadline(start, days).day


@given(DAYS, st.integers(1, 30))
def test_on_the_start_day_all_days_are_left_and_on_the_last_none(start: date, days: int) -> None:
    end = KNOWN.deadline(start, days).day
    assert KNOWN.working_days_left(start, end) == days
    assert KNOWN.working_days_left(end, end) == 0


@given(DAYS, DAYS)
def test_days_left_are_negative_exactly_when_the_deadline_is_over(today: date, deadline: date) -> None:
    assert (KNOWN.working_days_left(today, deadline) < 0) == (today > deadline)


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2026, 9, 24), 4),  # Thursday: 28, 29, 30 September and 8 October
        (date(2026, 9, 30), 1),
        (date(2026, 10, 3), 1),
        (date(2026, 10, 8), 0),
        (date(2026, 10, 9), -1),
        (date(2026, 10, 10), -2),  # a Saturday worked in exchange
        (date(2026, 10, 11), -2),
        (date(2026, 10, 12), -3),
    ],
)
def test_days_left_step_over_days_off_and_count_make_up_days(today: date, left: int) -> None:
    assert KNOWN.working_days_left(today, date(2026, 10, 8)) == left


def test_over_is_over_on_the_weekend_after_a_friday() -> None:
    friday = date(2026, 11, 20)
    after = [friday + timedelta(days=n) for n in range(1, 5)]
    assert [KNOWN.working_days_left(day, friday) for day in after] == [-1, -1, -1, -2]


def test_once_the_year_is_loaded_nothing_is_provisional_any_more() -> None:
    start = date(2025, 12, 24)
    assert calendar_of(2025).deadline(start, 15) == Deadline(date(2026, 1, 14), provisional=True)
    assert KNOWN.deadline(start, 15) == Deadline(date(2026, 1, 15), provisional=False)


def test_a_start_on_the_last_day_of_an_unknown_year_leans_on_the_known_one_only() -> None:
    assert not calendar_of(2026).deadline(date(2025, 12, 31), 1).provisional


def test_a_clock_has_at_least_one_day() -> None:
    with pytest.raises(ValueError, match="0 working days"):
        KNOWN.deadline(date(2026, 1, 5), 0)


def test_the_package_knows_the_years_up_to_this_one_and_names_them_in_chinese() -> None:
    assert {2025, 2026} <= set(published_years())
    assert {"国庆节", "国庆节调休上班", "春节"} <= {listed.name for listed in published_notice(2026)}
