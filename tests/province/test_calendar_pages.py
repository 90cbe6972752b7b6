"""The calendar on pages of ours: everybody sees a year, its keepers load and correct it, nobody can miss what lacks."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from province.calendar.actions import load_published_year
from province.calendar.models import CalendarCorrection, CalendarDay, CalendarYear
from province.calendar.rules.workdays import Deadline
from province.events.models import Event
from province.staff.models import Account
from province.staff.words import Role
from province.templatetags.components import deadline
from supervision.alerts.actions import raise_calendar_missing
from supervision.alerts.models import Alert
from tests.factories.province import AccountFactory
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db
YEAR, LOAD, CORRECT = "/calendar/", "/calendar/load/", "/calendar/correct/"
NOTICE = "2026-12-31 至 2027-01-03 休 元旦"


@pytest.fixture(autouse=True)
def december() -> Iterator[None]:
    with time_machine.travel("2026-12-01T09:00:00+08:00", tick=False):
        yield


def load_2027(desk: Client, notice: str = NOTICE) -> Any:
    return desk.post(LOAD, {"year": 2027, "source": "国办通知", "notice": notice})


def test_a_year_is_entered_as_the_notice_prints_it(desk: Client, administrator: Account) -> None:
    assert load_2027(desk).status_code == 302
    assert CalendarDay.objects.filter(year=2027, working=False).count() == 4
    assert Event.objects.get(noun="calendar_year").actor == administrator


def test_a_published_year_is_taken_from_the_package_when_nothing_is_written(desk: Client) -> None:
    desk.post(LOAD, {"year": 2026, "source": "国办通知", "notice": ""})
    assert CalendarDay.objects.get(day=date(2026, 10, 10)).working


def test_the_form_shows_what_is_loaded_and_sending_it_keeps_it(desk: Client, today: date) -> None:
    load_published_year(year=2026, by=None, on=today)
    days = list(CalendarDay.objects.values_list("day", "working", "name"))
    form = desk.get(LOAD, {"year": 2026}).context["form"]
    desk.post(LOAD, form.initial | {"source": "更正"})
    assert list(CalendarDay.objects.values_list("day", "working", "name")) == days
    assert CalendarYear.objects.get().source == "更正"


@pytest.mark.parametrize("notice", ["???", "2027-10-01 休 国庆节", ""])
def test_a_notice_that_cannot_be_right_is_refused_beside_its_field(desk: Client, notice: str) -> None:
    assert load_2027(desk, notice).context["form"].errors["notice"]
    assert not CalendarYear.objects.exists()


def test_a_day_is_corrected_with_its_document_and_marked(desk: Client, today: date) -> None:
    load_published_year(year=2026, by=None, on=today)
    form = {"day": "2026-10-10", "working": "off", "name": "国庆节", "document": "国办发明电"}
    assert desk.post(CORRECT, form).status_code == 302
    assert not CalendarCorrection.objects.get().working
    assert Event.objects.get(noun="calendar_day").why == "国办发明电"
    assert "已更正" in desk.get(YEAR, {"year": 2026}).content.decode()


def test_a_day_of_a_year_not_loaded_is_refused(desk: Client) -> None:
    form = {"day": "2027-01-01", "working": "off", "name": "元旦", "document": "国办发明电"}
    assert "尚未载入" in desk.post(CORRECT, form).content.decode()


@pytest.mark.parametrize("asked", ["", "0000", "9999", "x", "20266", "２０２６"])
def test_what_is_no_year_is_this_year(asked: str, desk: Client) -> None:
    assert desk.get(YEAR, {"year": asked}).context["year"] == 2026


def test_everybody_sees_the_year_and_only_its_keepers_change_it() -> None:
    desk = browser_of(AccountFactory(role=Role.REVIEWER))
    assert desk.get(YEAR).status_code == 200
    assert (desk.get(LOAD).status_code, desk.get(CORRECT).status_code) == (403, 403)


def test_nobody_misses_that_next_year_is_not_loaded(desk: Client, today: date) -> None:
    load_published_year(year=2026, by=None, on=today)
    home = desk.get(reverse("province:home"))
    (entry,) = [entry for entry in home.context["frame"].proposed if entry.label == "工作日历"]
    assert entry.waiting.total == 1
    assert "2027 年的放假安排尚未载入" in desk.get(YEAR).content.decode()
    load_2027(desk)
    assert not [entry for entry in desk.get("/").context["frame"].proposed if entry.label == "工作日历"]


def test_the_province_is_alerted_once_that_next_year_is_not_loaded(today: date) -> None:
    load_published_year(year=2026, by=None, on=today)
    assert raise_calendar_missing(on=date(2026, 11, 30)) == 0
    for day in (1, 2):
        raise_calendar_missing(on=date(2026, 12, day))
    assert "2027" in Alert.objects.get().text


@pytest.mark.parametrize(("due", "year"), [(date(2026, 12, 31), 2027), (date(2027, 1, 8), 2027)])
def test_a_provisional_deadline_leads_to_the_year_it_waits_for(due: date, year: int, today: date) -> None:
    load_published_year(year=2026, by=None, on=today)
    assert f'href="/calendar/?year={year}"' in str(deadline(Deadline(due, provisional=True)))


def test_the_command_loads_what_is_missing_and_says_what_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("calendar")
    call_command("calendar", "--load", "2025")
    call_command("calendar", "--load-missing")
    said = capsys.readouterr().out.splitlines()
    assert said[:2] == ["loaded: none", "loaded: 2025"]
    assert said[2].endswith("2025, 2026")


def test_the_command_refuses_a_year_that_is_not_published() -> None:
    with pytest.raises(CommandError, match="NOTICE_NOT_PUBLISHED"):
        call_command("calendar", "--load", "2090")
