"""The audit trail at its readers' desks: whose events, found by what, taken away as a file."""

import csv
import io
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from eligibility.applications.deeds import OVERDUE
from kit.clock import SHANGHAI
from province.events.actions.recording import record
from province.events.models import Event
from province.jobs.models import JobRun
from province.staff.actions import disable
from province.staff.models import Account
from province.staff.words import Role
from settlement.figures.deeds import SET_LIMIT
from settlement.figures.words import LimitKind
from supervision.trail.queries import events_visible_to, runs_of
from tests.factories.eligibility import ApplicationFactory
from tests.factories.province import AccountFactory, AreaFactory
from tests.factories.settlement import LimitFactory
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 23)


def disabled_in(area: str) -> Account:
    """An account of the area, turned away by an administrator."""
    account = AccountFactory(role=Role.CLERK, area=AreaFactory(code=area))
    return disable(account=account, why="离职", by=AccountFactory(role=Role.SYSTEM_ADMIN), on=DAY)


@pytest.fixture
def auditor() -> Client:
    return browser_of(AccountFactory(role=Role.AUDITOR, name="吴审计"))


def test_an_auditor_sees_every_event_and_a_supervisor_those_of_his_area() -> None:
    here, elsewhere = disabled_in("430100"), disabled_in("430200")
    supervisor = AccountFactory(role=Role.SUPERVISOR, area=AreaFactory(code="430100"))
    events = Event.objects.filter(noun="staff_account", verb="disable")
    assert {event.object_id for event in events} == {str(here.pk), str(elsewhere.pk)}
    assert set(events_visible_to(supervisor)) == set(events.filter(area="430100"))
    assert set(events_visible_to(AccountFactory(role=Role.AUDITOR))) >= set(events)


def test_the_trail_is_asked_for_a_thing_by_its_number(auditor: Client) -> None:
    account, other = disabled_in("430100"), disabled_in("430100")
    asked = {"noun": "staff_account", "object_id": str(account.pk)}
    page = auditor.get(reverse("supervision:events"), asked)
    assert {row.cells[4].column.key for row in page.context["table"].rows} == {"object_id"}
    assert [event.object_id for event in page.context["table"].slice.rows] == [str(account.pk)]
    assert other.pk != account.pk


def test_the_trail_is_asked_for_a_case_by_the_number_on_its_papers(auditor: Client) -> None:
    case, other = ApplicationFactory(), ApplicationFactory()
    for each in (case, other):
        record(OVERDUE, each, by=None, on=DAY)
    page = auditor.get(reverse("supervision:events"), {"object_id": case.number}).content.decode()
    assert f'<a href="/eligibility/applications/{case.pk}/">{case.number}</a>' in page
    assert other.number not in page


def test_a_figure_that_was_set_is_told_in_words(auditor: Client) -> None:
    record(SET_LIMIT, LimitFactory(), by=None, on=DAY, after="pooled 150,000.00 元")
    page = auditor.get(reverse("supervision:events"), {"noun": "limit"}).content.decode()
    assert f"{LimitKind.POOLED.label} 150,000.00 元" in page


def test_the_trail_is_taken_away_in_words(auditor: Client) -> None:
    account = disabled_in("430100")
    answer = auditor.get(reverse("supervision:events"), {"object_id": str(account.pk), "export": "csv"})
    text = answer.content.decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(text))
    line = dict(zip(head, row, strict=True))
    assert (line["对象"], line["名称或编号"], line["理由"]) == ("账号", "王工作", "离职")
    assert line["经办人"] == "王工作（系统管理员）"


def test_the_trail_is_taken_away_with_the_hours_of_the_clock_on_the_wall(auditor: Client) -> None:
    account = disabled_in("430100")
    at = Event.objects.get(noun="staff_account", object_id=str(account.pk), verb="disable").at
    answer = auditor.get(reverse("supervision:events"), {"object_id": str(account.pk), "export": "csv"})
    assert f",{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}," in answer.content.decode("utf-8-sig")


def test_who_has_nothing_to_look_into_is_turned_away() -> None:
    assert browser_of(AccountFactory(role=Role.CLERK)).get(reverse("supervision:events")).status_code == 403


def test_a_job_that_failed_says_why(auditor: Client) -> None:
    at = "2026-11-23T12:00:00+08:00"
    times = {"on": DAY, "started_at": at, "finished_at": at}
    failed = JobRun.objects.create(job="mark_overdue", period_key="a", error="ValueError: 甲", **times)
    JobRun.objects.create(job="mark_overdue", period_key="b", counts={"已超期": 2}, **times)
    page = auditor.get(reverse("supervision:job", args=["mark_overdue"]), {"outcome": "broke_off"}).content.decode()
    assert "ValueError: 甲" in page
    assert "已超期 2" not in page
    assert failed in runs_of("mark_overdue")
