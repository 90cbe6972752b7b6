"""The record of scheduled work, as supervisors read it."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kit.clock import SHANGHAI
from kit.pages.parts import Tone
from province.jobs.models import JobRun
from province.jobs.schedule import JOBS, Backlog
from province.jobs.words import RunOutcome
from province.staff.words import Role
from settlement.core_system.models import OutboxMessage
from supervision.alerts.models import Alert
from supervision.alerts.queries.jobs import Standing, standings
from supervision.alerts.words import AlertKind
from tests.factories.province import AccountFactory
from tests.settlement.scene import Scene
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=SHANGHAI)


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(AccountFactory(role=Role.SUPERVISOR, must_change_password=False))
    JOBS["mark_overdue"].run(NOON)
    JobRun.objects.create(
        job="retired_job", period_key="x", on=NOON.date(), started_at=NOON, finished_at=NOON, error="ValueError: 甲"
    )
    return client


def page(desk: Client, **query: str) -> str:
    return desk.get(reverse("supervision:jobs"), query).content.decode()


def runs(desk: Client, job: str = "mark_overdue", **query: str) -> str:
    return desk.get(reverse("supervision:job", args=[job]), query).content.decode()


def waiting(minutes: int) -> OutboxMessage:
    """A settlement that the core system has not been told for so long."""
    scene = Scene()
    scene.settle()
    rows = OutboxMessage.objects.all()
    rows.update(created_at=NOON - timedelta(minutes=minutes))
    return rows.get()


def standing(name: str) -> Standing:
    (one,) = [each for each in standings(NOON) if each.job.name == name]
    return one


def test_each_job_has_one_line_in_the_words_of_officials(desk: Client) -> None:
    JOBS["mark_overdue"].run(NOON + timedelta(days=1))
    assert page(desk).count("超期标记与预警") == 1
    assert page(desk).count("<tr") == len(JOBS) + 1


def test_the_runs_of_one_job_have_their_page_also_when_it_is_no_longer_scheduled(desk: Client) -> None:
    assert "超期申请 0" in runs(desk)
    assert "ValueError: 甲" in runs(desk, "retired_job")
    assert desk.get(reverse("supervision:job", args=["unknown"])).status_code == 404


@pytest.mark.parametrize("outcome", RunOutcome)
def test_runs_are_asked_for_by_what_came_of_them(desk: Client, outcome: RunOutcome) -> None:
    columns = {
        RunOutcome.DONE: {"counts": {"办": 3}, "waiting_before": 3, "work_done": 3, "waiting_after": 0},
        RunOutcome.PART: {"counts": {"办": 1}, "waiting_before": 3, "work_done": 1, "waiting_after": 2},
        RunOutcome.STUCK: {"counts": {"办": 0}, "waiting_before": 3, "work_done": 0, "waiting_after": 3},
        RunOutcome.FAILED: {"error": "ValueError: 乙"},
    }
    times = {"on": NOON.date(), "started_at": NOON, "finished_at": NOON}
    for name, facts in columns.items():
        run = JobRun.objects.create(job="seal_events", period_key=name.value, **times, **facts)
        assert run.outcome is name
    assert runs(desk, "seal_events", outcome=outcome.value).count('<td data-label="时段"') == 1


def test_a_run_that_found_a_backlog_and_moved_nothing_is_not_done(desk: Client) -> None:
    waiting(minutes=5)
    run = JOBS["deliver_outbox"].run(NOON)
    assert run is not None
    assert (run.outcome, run.waiting_before, run.waiting_after) == (RunOutcome.STUCK, 1, 1)
    assert "积压未动" in runs(desk, "deliver_outbox")


@pytest.mark.parametrize(("minutes", "tone"), [(10, Tone.FINE), (11, Tone.SOON), (60, Tone.SOON), (61, Tone.OVER)])
def test_work_that_lies_turns_amber_and_then_red(desk: Client, minutes: int, tone: Tone) -> None:
    message = waiting(minutes)
    JOBS["deliver_outbox"].run(NOON)
    late = standing("deliver_outbox")
    assert late.tone is tone
    assert late.backlog == Backlog(1, message.created_at)


def test_a_job_that_has_not_run_when_it_should_is_late_without_any_backlog(desk: Client) -> None:
    JOBS["warn_of_policy_end"].run(NOON - timedelta(days=1))
    JobRun.objects.filter(job="warn_of_policy_end").update(
        started_at=NOON - timedelta(days=1, hours=2), finished_at=NOON - timedelta(days=1, hours=2)
    )
    assert standing("warn_of_policy_end").tone is Tone.OVER


def test_a_failed_run_is_amber_at_once(desk: Client) -> None:
    times = {"on": NOON.date(), "started_at": NOON, "finished_at": NOON}
    JobRun.objects.create(job="mark_overdue", period_key="z", error="ValueError: 甲", **times)
    assert standing("mark_overdue").tone is Tone.SOON
    assert "最近一次失败" in page(desk)


def test_a_job_that_is_red_raises_an_alert_which_closes_once_it_has_caught_up(desk: Client) -> None:
    message = waiting(minutes=90)
    JOBS["deliver_outbox"].run(NOON)
    with time_machine.travel(NOON, tick=False):
        JOBS["review_alerts"].run(NOON)
        JOBS["review_alerts"].run(NOON + timedelta(minutes=5))
        alert = Alert.objects.get(kind=AlertKind.JOB_BEHIND)
        assert (
            "积压 1"
            in browser_of(AccountFactory(role=Role.AUDITOR))
            .get(reverse("supervision:alert", args=[alert.pk]))
            .content.decode()
        )
        OutboxMessage.objects.filter(pk=message.pk).update(sent_at=NOON)
        JOBS["review_alerts"].run(NOON + timedelta(minutes=10))
    alert.refresh_from_db()
    assert alert.cleared_for == "已恢复正常"


def test_how_the_jobs_stand_costs_no_more_with_many_runs(desk: Client) -> None:
    times = {"on": NOON.date(), "started_at": NOON, "finished_at": NOON}
    JobRun.objects.bulk_create(JobRun(job="deliver_outbox", period_key=str(n), **times) for n in range(300))
    with CaptureQueriesContext(connection) as queries:
        standings(NOON)
    assert len(queries) <= 2 + 2 * sum(job.backlog is not None for job in JOBS.values())
