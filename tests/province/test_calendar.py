"""The calendar in the database: entered whole, corrected by the day, asked without queries."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date

import pytest

from acts.loader import load_policy
from kit.errors import DomainError
from province.calendar import queries as calendar
from province.calendar.actions import correct_day, load_published_year, load_year
from province.calendar.announcements import CalendarLoaded
from province.calendar.models import CalendarDay, CalendarYear
from province.calendar.queries import deadline, exceptions, missing_year, work_calendar, working_days_left
from province.calendar.rules.notice import ListedDay, check_notice, read_notice, write_notice
from province.calendar.rules.workdays import Deadline
from province.events import announcements
from province.events.announcements import subscribe
from province.events.models import Event
from province.staff.models import Account

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
Counting = Callable[[int], AbstractContextManager[object]]

NOTICE_2027 = """
2027-01-01 至 2027-01-03 休 元旦
2027-01-09 班 元旦调休上班
"""


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    years: list[int] = []
    monkeypatch.setattr(announcements, "_handlers", {})
    subscribe(CalendarLoaded, lambda loaded: years.append(loaded.year))
    return years


def load(*years: int) -> None:
    for year in years:
        load_published_year(year=year, by=None, on=TODAY)


def load_2027(administrator: Account | None = None) -> CalendarYear:
    return load_year(year=2027, days=read_notice(NOTICE_2027), source="国办发明电", by=administrator, on=TODAY)


def test_a_loaded_year_is_counted_with_its_make_up_days() -> None:
    load(2025, 2026)
    assert deadline(date(2026, 2, 2), 15) == Deadline(date(2026, 2, 28), provisional=False)
    assert working_days_left(date(2026, 9, 24), date(2026, 10, 8)) == 4


def test_the_database_counts_like_the_package_for_every_published_year() -> None:
    years = calendar.published_years()
    load(*years)
    assert years[0] == 2004
    assert work_calendar().years == set(years)


@pytest.mark.obligation("HN-23.4")
def test_loading_the_year_makes_a_provisional_deadline_exact(administrator: Account, heard: list[int]) -> None:
    load(2026)
    assert deadline(date(2026, 12, 11), 15) == Deadline(date(2027, 1, 1), provisional=True)
    load_2027(administrator)
    assert deadline(date(2026, 12, 11), 15) == Deadline(date(2027, 1, 4), provisional=False)
    assert heard == [2026, 2027]


def test_whoever_loads_a_year_is_recorded_with_the_notice(administrator: Account) -> None:
    load_2027(administrator)
    event = Event.objects.get(noun="calendar_year")
    assert (event.object_id, event.verb, event.actor, event.why) == ("2027", "load", administrator, "国办发明电")


def test_loading_a_year_again_replaces_it_whole(heard: list[int]) -> None:
    load_2027()
    days = [ListedDay(date(2027, 1, 1), False, "元旦")]
    load_year(year=2027, days=days, source="更正通知", by=None, on=TODAY)
    assert list(CalendarDay.objects.values_list("day", flat=True)) == [date(2027, 1, 1)]
    assert CalendarYear.objects.get().source == "更正通知"
    assert heard == [2027, 2027]


def test_a_corrected_day_counts_at_once_and_is_announced(administrator: Account, heard: list[int]) -> None:
    load(2026)
    assert work_calendar().is_working(date(2026, 9, 3))
    correct_day(day=date(2026, 9, 3), working=False, name="纪念日", document="国办通知", by=administrator, on=TODAY)
    assert not work_calendar().is_working(date(2026, 9, 3))
    assert heard == [2026, 2026]
    assert Event.objects.filter(noun="calendar_day", after="放假", why="国办通知").exists()


AROUND_NEW_YEAR = """
2026-12-31 至 2027-01-02 休 元旦
2027-01-03 班 元旦调休
"""


def load_around_new_year() -> None:
    load_year(year=2027, days=read_notice(AROUND_NEW_YEAR), source="国办发明电", by=None, on=TODAY)


def test_a_notice_may_name_days_of_the_year_before_and_they_outlast_its_notice() -> None:
    load(2026)
    load_around_new_year()
    load(2026)
    assert not work_calendar().is_working(date(2026, 12, 31))
    assert deadline(date(2026, 12, 30), 1) == Deadline(date(2027, 1, 3), provisional=False)


def test_a_day_named_by_a_later_notice_falls_back_to_its_own_when_that_notice_no_longer_names_it() -> None:
    load(2026)
    load_year(year=2027, days=read_notice("2027-01-01 休 元旦\n2026-12-26 班 元旦调休"), source="一", by=None, on=TODAY)
    assert work_calendar().is_working(date(2026, 12, 26))
    load_2027()
    assert not work_calendar().is_working(date(2026, 12, 26))


def test_a_corrected_day_outlasts_every_notice_that_is_loaded_again() -> None:
    load(2026)
    correct_day(day=date(2026, 9, 3), working=False, name="纪念日", document="国办通知", by=None, on=TODAY)
    load(2026)
    assert not work_calendar().is_working(date(2026, 9, 3))
    (corrected,) = [entry for entry in exceptions(2026) if entry.corrected]
    assert (corrected.day, corrected.document) == (date(2026, 9, 3), "国办通知")


@pytest.mark.parametrize(
    ("start", "provisional"), [(date(2026, 12, 25), False), (date(2026, 12, 28), True), (date(2026, 12, 30), True)]
)
def test_the_last_days_of_a_year_hang_on_the_next_years_notice(start: date, provisional: bool) -> None:
    load(2026)
    assert deadline(start, 1).provisional is provisional
    load_2027()
    assert not deadline(start, 1).provisional


@pytest.mark.parametrize(
    ("day", "years", "missing"),
    [
        (date(2026, 11, 30), [2026], None),
        (date(2026, 12, 1), [2026], 2027),
        (date(2026, 12, 1), [2026, 2027], None),
        (date(2026, 6, 1), [], 2026),
    ],
)
def test_from_a_day_of_policy_on_next_year_is_missed(day: date, years: list[int], missing: int | None) -> None:
    for year in years:
        load_2027() if year == 2027 else load(year)
    assert missing_year(load_policy("hunan"), day) == missing


def test_a_day_of_a_year_that_is_not_loaded_cannot_be_corrected() -> None:
    with pytest.raises(DomainError) as refused:
        correct_day(day=date(2027, 1, 1), working=False, name="元旦", document="通知", by=None, on=TODAY)
    assert refused.value.code == "CALENDAR_YEAR_NOT_LOADED"


def test_a_year_that_the_package_does_not_know_is_entered_by_hand() -> None:
    with pytest.raises(DomainError) as refused:
        load(2027)
    assert refused.value.code == "NOTICE_NOT_PUBLISHED"
    assert load_2027().days.count() == 4


def test_asking_again_asks_the_database_nothing(django_assert_num_queries: Counting) -> None:
    load(2026)
    work_calendar()
    with django_assert_num_queries(0):
        for _ in range(100):
            working_days_left(date(2026, 9, 24), date(2026, 10, 8))


def test_a_deadline_to_be_stored_costs_one_query_to_know_that_nothing_changed(
    django_assert_num_queries: Counting,
) -> None:
    load(2026)
    work_calendar()
    with django_assert_num_queries(1):
        deadline(date(2026, 9, 24), 15)


def test_what_another_process_changed_is_seen_by_the_next_stored_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    load(2026)
    work_calendar()
    monkeypatch.setattr("province.calendar.queries.forget", lambda: None)  # the other process forgets for itself
    load_2027()
    assert not deadline(date(2026, 12, 11), 15).provisional


def test_what_another_process_changed_is_seen_on_pages_after_some_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    load(2026)
    work_calendar()
    snapshot = calendar._snapshot
    load_2027()
    monkeypatch.setattr(calendar, "_snapshot", snapshot)  # it was another process that loaded it
    monkeypatch.setattr(calendar, "FRESH_SECONDS", 3600.0)
    assert 2027 not in work_calendar().years
    monkeypatch.setattr(calendar, "FRESH_SECONDS", 0.0)
    assert 2027 in work_calendar().years


def test_a_notice_is_read_as_it_is_printed_and_written_back_by_the_day() -> None:
    days = read_notice(NOTICE_2027)
    assert [(each.day.day, each.working) for each in days] == [(1, False), (2, False), (3, False), (9, True)]
    assert read_notice(write_notice(days)) == days


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2027-01-01 放假", "NOTICE_UNREADABLE"),
        ("2027-01-01 至 休", "NOTICE_UNREADABLE"),
        ("2027-02-30 休 元旦", "DAY_UNREADABLE"),
        ("2027-01-03 至 2027-01-01 休 元旦", "EMPTY_PERIOD"),
        ("2026-12-31 休 元旦", "NOTICE_INCOMPLETE"),
        ("2026-11-30 休 元旦", "NOTICE_OF_ANOTHER_YEAR"),
        ("2028-02-01 休 春节", "NOTICE_OF_ANOTHER_YEAR"),
        ("2027-01-01 休 元旦\n2027-01-01 班 元旦", "NOTICE_NAMES_DAY_TWICE"),
        ("2027-10-01 休 国庆节", "NOTICE_INCOMPLETE"),
        ("2027-01-01 班 元旦", "NOTICE_INCOMPLETE"),
        ("", "NOTICE_INCOMPLETE"),
    ],
)
def test_a_notice_that_cannot_be_right_is_refused_by_code(text: str, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        check_notice(2027, read_notice(text))
    assert refused.value.code == code


def test_the_line_that_cannot_be_read_is_named() -> None:
    with pytest.raises(DomainError) as refused:
        read_notice("2027-01-01 休 元旦\n\n???")
    assert "第 3 行" in refused.value.message
