"""Periods: inclusive on both ends, an open end stated."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import DomainError
from kit.period import EmptyPeriod, OpenEnd, Period, parse_day

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@st.composite
def periods(draw: st.DrawFn, open_ends: bool = True) -> Period:
    first = draw(DAYS)
    last = first + timedelta(days=draw(st.integers(0, 5000)))
    return Period(first, None if open_ends and draw(st.booleans()) else last)


@given(periods(), DAYS)
def test_a_period_contains_exactly_the_days_it_has_in_common_with_that_day(period: Period, day: date) -> None:
    assert period.contains(day) == (period.common(Period(day, day)) is not None) == (day in period)


@given(periods(open_ends=False))
def test_both_edges_belong_to_it_and_their_neighbours_do_not(period: Period) -> None:
    assert period.contains(period.first)
    assert period.contains(period.last)
    assert not period.contains(period.first - timedelta(days=1))
    assert not period.contains(period.next_day)


@given(periods(), periods())
def test_overlap_is_mutual_and_means_a_common_day(one: Period, other: Period) -> None:
    assert one.overlaps(other) == other.overlaps(one) == (one.common(other) is not None)
    assert one.common(other) == other.common(one)


@given(periods(open_ends=False), periods(open_ends=False))
def test_the_common_part_has_the_days_that_both_have(one: Period, other: Period) -> None:
    common = one.common(other)
    counted = {one.first + timedelta(days=n) for n in range(one.days)}
    counted &= {other.first + timedelta(days=n) for n in range(other.days)}
    assert (common.days if common else 0) == len(counted)


@given(periods(), DAYS)
def test_cutting_never_makes_it_longer_and_ends_on_the_day_at_the_latest(period: Period, day: date) -> None:
    if day < period.first:
        with pytest.raises(EmptyPeriod):
            period.until(day)
    else:
        cut = period.until(day)
        assert cut.first == period.first
        assert cut.last == (day if period.contains(day) else period.last)


@given(periods())
def test_it_is_read_back_as_it_is_written(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(st.lists(periods()))
def test_periods_sort_by_their_first_day_then_by_their_last_with_open_ends_behind(many: list[Period]) -> None:
    assert sorted(many) == sorted(many, key=lambda each: (each.first, each.last or date.max))


def test_it_is_written_as_officials_write_it() -> None:
    assert str(Period(date(2026, 11, 21), date(2027, 12, 31))) == "2026-11-21 至 2027-12-31"
    assert str(Period(date(2026, 11, 21), None)) == "2026-11-21 起"


def test_days_left_are_counted_from_tomorrow_to_the_last_day() -> None:
    period = Period(date(2026, 1, 1), date(2027, 12, 31))
    assert period.days_left(date(2026, 11, 21)) == 405
    assert period.days_left(date(2027, 12, 31)) == 0
    assert period.days_left(date(2028, 1, 1)) == -1


def test_a_single_day_is_a_period_of_one_day() -> None:
    assert Period(date(2028, 2, 29), date(2028, 2, 29)).days == 1


def test_an_open_end_has_no_days_to_count() -> None:
    for ask in (lambda p: p.days, lambda p: p.days_left(date(2026, 1, 1)), lambda p: p.next_day):
        with pytest.raises(OpenEnd):
            ask(Period(date(2026, 1, 1), None))


def test_a_last_day_before_the_first_is_refused() -> None:
    with pytest.raises(EmptyPeriod) as refused:
        Period(date(2026, 1, 2), date(2026, 1, 1))
    assert "2026-01-01" in refused.value.message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-02-30", "DAY_UNREADABLE"),
        ("2026-1-1", "DAY_UNREADABLE"),
        ("20260101", "DAY_UNREADABLE"),
        ("2026-W01-1", "DAY_UNREADABLE"),
        ("２０２６-01-01", "DAY_UNREADABLE"),
        ("2026-01-01T24:00", "DAY_UNREADABLE"),
        ("2026-01-01\n", "DAY_UNREADABLE"),
        ("", "DAY_UNREADABLE"),
        (20260101, "DAY_UNREADABLE"),
        ("0001-01-01", "DAY_OUT_OF_RANGE"),
        ("9999-12-31", "DAY_OUT_OF_RANGE"),
    ],
)
def test_a_day_that_is_none_is_refused_by_code(text: str, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        parse_day(text)
    assert refused.value.code == code
    assert refused.value.status == 400


@pytest.mark.parametrize("text", ["", "2026-01-01", "2026-01-01至2026-12-31", "2026-01-01 至 ", "起", None])
def test_a_period_written_otherwise_is_refused(text: str) -> None:
    with pytest.raises(DomainError) as refused:
        Period.parse(text)
    assert refused.value.code == "PERIOD_UNREADABLE"


def test_the_end_of_time_cannot_stand_for_an_open_end() -> None:
    with pytest.raises(DomainError) as refused:
        Period(date(2026, 1, 1), date(9999, 12, 31))
    assert refused.value.code == "DAY_OUT_OF_RANGE"
