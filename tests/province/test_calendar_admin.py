"""The calendar in the Django admin: a face like the others, which calls the actions."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from province.calendar.actions import load_published_year
from province.calendar.models import CalendarDay, CalendarYear
from province.events.models import Event
from province.staff.models import Account
from province.staff.words import Role

pytestmark = pytest.mark.django_db
YEARS, DAYS = "/admin/province/calendaryear/", "/admin/province/calendarday/"
NOTICE = "2027-01-01 至 2027-01-03 休 元旦"


def test_a_year_is_entered_as_the_notice_prints_it(desk: Client, administrator: Account) -> None:
    answer = desk.post(f"{YEARS}add/", {"year": 2027, "source": "国办通知", "notice": NOTICE})
    assert answer.status_code == 302
    assert CalendarDay.objects.filter(year=2027, working=False).count() == 3
    assert Event.objects.get(noun="calendar_year").actor == administrator


def test_a_published_year_is_taken_from_the_package_when_nothing_is_written(desk: Client) -> None:
    desk.post(f"{YEARS}add/", {"year": 2026, "source": "国办通知", "notice": ""})
    assert CalendarDay.objects.get(day=date(2026, 10, 10)).working


def test_the_form_shows_what_is_loaded_and_saving_it_keeps_it(desk: Client, today: date) -> None:
    load_published_year(year=2026, by=None, on=today)
    days = list(CalendarDay.objects.values_list("day", "working", "name"))
    form = desk.get(f"{YEARS}2026/change/").context["adminform"].form
    desk.post(f"{YEARS}2026/change/", {"source": "更正", "notice": form.fields["notice"].initial})
    assert list(CalendarDay.objects.values_list("day", "working", "name")) == days
    assert CalendarYear.objects.get().source == "更正"


@pytest.mark.parametrize("notice", ["???", "2027-10-01 休 国庆节", ""])
def test_a_notice_that_cannot_be_right_is_refused_beside_its_field(desk: Client, notice: str) -> None:
    answer = desk.post(f"{YEARS}add/", {"year": 2027, "source": "国办通知", "notice": notice})
    assert answer.status_code == 200
    assert "notice" in answer.context["errors"].as_json() or answer.context["adminform"].form.errors["notice"]
    assert not CalendarYear.objects.exists()


def test_a_day_is_corrected_with_its_document(desk: Client, today: date) -> None:
    load_published_year(year=2026, by=None, on=today)
    answer = desk.post(f"{DAYS}2026-10-10/change/", {"name": "国庆节", "why": "国办发明电"})
    assert answer.status_code == 302
    assert not CalendarDay.objects.get(day=date(2026, 10, 10)).working
    assert Event.objects.get(noun="calendar_day").why == "国办发明电"


def test_a_day_of_a_year_not_loaded_is_refused(desk: Client) -> None:
    answer = desk.post(f"{DAYS}add/", {"day": "2027-01-01", "name": "元旦", "why": "国办发明电"})
    assert answer.context["adminform"].form.errors["day"]


def test_nothing_is_deleted_here(desk: Client, today: date) -> None:
    load_published_year(year=2026, by=None, on=today)
    for page in (f"{YEARS}2026/delete/", f"{DAYS}2026-10-10/delete/"):
        assert desk.post(page, {"post": "yes"}).status_code == 403
    answer = desk.post(DAYS, {"action": "delete_selected", "_selected_action": ["2026-10-10"]})
    assert CalendarDay.objects.filter(day=date(2026, 10, 10)).exists(), answer.status_code


def test_another_role_does_not_find_it(desk: Client, administrator: Account) -> None:
    Account.objects.filter(pk=administrator.pk).update(role=Role.SECURITY_ADMIN)
    assert desk.get(YEARS).status_code == 403


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
