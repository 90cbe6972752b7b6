"""The record of scheduled work, as supervisors read it."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from kit.clock import SHANGHAI
from province.jobs.models import JobRun
from province.jobs.schedule import JOBS
from province.staff.words import Role
from tests.factories.province import AccountFactory

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


def test_a_job_is_named_in_the_words_of_officials(desk: Client) -> None:
    assert "超期标记与预警" in page(desk)
    assert "超期申请 0" in page(desk)


def test_a_job_that_is_no_longer_scheduled_stays_readable(desk: Client) -> None:
    assert "retired_job" in page(desk)


def test_one_job_can_be_looked_at_alone(desk: Client) -> None:
    assert "retired_job" not in page(desk, job="mark_overdue")


def test_failures_can_be_looked_at_alone(desk: Client) -> None:
    assert "超期申请 0" not in page(desk, outcome="failed")
    assert "retired_job" in page(desk, outcome="failed")
