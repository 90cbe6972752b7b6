"""Scheduled work: its effect, once a period, with a row that says what came of it."""

import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from io import StringIO
from itertools import count
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as project
from django.core.management import CommandError, call_command

from catalog.listings.actions import expire_listings
from eligibility.applications.models import TreatmentApplication
from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.words import EndCause
from kit.clock import SHANGHAI, today
from kit.period import Period
from province.areas.deeds import ESTABLISH
from province.calendar.actions import load_published_year
from province.events.actions.recording import record
from province.events.models import Event, EventBlock
from province.jobs.models import JobRun
from province.jobs.schedule import JOBS, minutes, title_of
from supervision.alerts.models import Alert
from supervision.alerts.words import AlertKind
from tests.factories.catalog import ListingFactory
from tests.factories.eligibility import ApplicationFactory, EntitlementFactory
from tests.support.crowd import at_once

DAY = date(2026, 11, 23)
FILED = date(2026, 10, 9)
MORNING = datetime(2026, 11, 23, 0, 5, tzinfo=SHANGHAI)


def run(name: str, at: datetime = MORNING) -> JobRun | None:
    return JOBS[name].run(at)


def overdue_application() -> TreatmentApplication:
    days = {"received_on": FILED, "accepted_on": date(2026, 10, 12), "clock_from": date(2026, 10, 12)}
    return ApplicationFactory(
        state="reviewed", deadline=date(2026, 11, 2), signed_on=FILED, application_date=FILED, **days
    )


def unanswered_application() -> TreatmentApplication:
    days = {"received_on": date(2026, 11, 9), "intake_deadline": date(2026, 11, 16), "signed_on": date(2026, 11, 9)}
    return ApplicationFactory(state="submitted", application_date=date(2026, 11, 9), **days)


def test_every_job_is_scheduled_and_every_schedule_is_a_job() -> None:
    assert {each["task"] for each in project.CELERY_BEAT_SCHEDULE.values()} == set(JOBS)


def test_a_period_of_five_minutes_is_named_by_its_first() -> None:
    assert minutes(5)(MORNING + timedelta(minutes=4, seconds=59)) == "2026-11-23 00:05"


@pytest.mark.django_db
def test_a_listing_that_ran_out_takes_its_entitlements_along() -> None:
    held = EntitlementFactory()
    held.drug.listings.all().delete()
    ListingFactory(drug=held.drug, period=Period(date(2026, 1, 1), date(2026, 7, 31)))
    assert run("expire_listings").counts == {"到期待决定": 0, "到期药品": 1}
    held.refresh_from_db()
    assert (held.end_cause, held.ended_on) == (EndCause.DRUG_LEFT, date(2026, 7, 31))


@pytest.mark.django_db
def test_entitlements_wait_with_a_listing_that_ran_out_undecided() -> None:
    held = EntitlementFactory()
    held.drug.listings.update(period=Period(date(2026, 1, 1), date(2026, 11, 22)))
    assert run("expire_listings").counts == {"到期待决定": 1, "到期药品": 0}
    assert str(held.suspensions.get().period) == "2026-11-23 起"


SWEPT = {"暂停待遇": 0, "恢复待遇": 0, "终止待遇": 0, "与目录不一致": 0}


@pytest.mark.django_db
def test_the_sweep_ends_what_no_announcement_ended() -> None:
    held = EntitlementFactory()
    held.drug.listings.all().delete()
    ListingFactory(drug=held.drug, period=Period(date(2026, 1, 1), date(2026, 7, 31)), expiry_handled=True)
    assert expire_listings(on=DAY) == 0
    assert run("sweep_left_drugs").counts == SWEPT | {"终止待遇": 1}
    held.refresh_from_db()
    assert held.ended_on == date(2026, 7, 31)


@pytest.mark.django_db
def test_the_sweep_leaves_alone_what_is_listed() -> None:
    EntitlementFactory()
    assert run("sweep_left_drugs").counts == SWEPT


@pytest.mark.django_db
@pytest.mark.obligation("HN-23.6")
def test_an_entitlement_whose_last_day_has_passed_is_ended() -> None:
    past = Period(date(2026, 1, 5), date(2026, 11, 22))
    held = EntitlementFactory(period=past, granted=past)
    assert run("expire_entitlements").counts == {"期满待遇": 1}
    held.refresh_from_db()
    assert held.end_cause == EndCause.EXPIRED


@pytest.mark.django_db
@pytest.mark.obligation("HN-23.4")
def test_an_overdue_application_is_flagged_and_told_to_the_supervisor() -> None:
    case = overdue_application()
    assert run("mark_overdue").counts == {"超期申请": 1}
    case.refresh_from_db()
    assert case.overdue_since == DAY
    assert Alert.objects.get(kind=AlertKind.APPLICATION_OVERDUE).object_id == str(case.pk)


@pytest.mark.django_db
@pytest.mark.obligation("HN-23.4")
def test_what_intake_left_unanswered_counts_as_accepted_on_the_day_of_receipt() -> None:
    load_published_year(year=2026, by=None, on=DAY)
    case = unanswered_application()
    assert run("accept_unanswered").counts == {"视为受理": 1}
    case.refresh_from_db()
    assert (case.state, case.accepted_on) == ("accepted", date(2026, 11, 9))


DUE = pytest.param(date(2030, 1, 1), 1, marks=pytest.mark.obligation("HN-39.1"))


@pytest.mark.django_db
@pytest.mark.parametrize(("day", "alerts"), [(date(2029, 12, 31), 0), DUE, (date(2030, 6, 1), 1)])
def test_the_province_hears_a_year_ahead_that_its_act_ends(day: date, alerts: int) -> None:
    run("warn_of_policy_end", datetime.combine(day, MORNING.timetz()))
    assert Alert.objects.filter(kind=AlertKind.POLICY_ENDING).count() == alerts


@pytest.mark.django_db
def test_the_end_of_the_act_is_told_once() -> None:
    for day in (1, 2):
        run("warn_of_policy_end", datetime(2030, 2, day, tzinfo=SHANGHAI))
    assert Alert.objects.get(kind=AlertKind.POLICY_ENDING).area == "430000"


def test_finished_events_are_sealed(own_database: str, settings: object, tmp_path: Path) -> None:
    settings.SEAL_HEAD_PATH = tmp_path / "heads.jsonl"  # type: ignore[attr-defined]
    record(ESTABLISH, 1, by=None, on=DAY)
    assert any(knock.counts == {"封存事件": 1} for knock in knocks())
    assert EventBlock.objects.count() == 1


def knocks() -> Iterator[JobRun]:
    """Every five minutes, until other tests' transactions in the same cluster are over."""
    for n in range(400):
        yield JOBS["seal_events"].run(MORNING + timedelta(minutes=5 * n))
        time.sleep(0.05)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["mark_overdue", "accept_unanswered", "expire_entitlements", "sweep_left_drugs"])
def test_a_job_happens_once_a_day(name: str) -> None:
    assert run(name) is not None
    assert run(name, MORNING + timedelta(hours=23)) is None
    assert run(name, MORNING + timedelta(days=1)) is not None
    assert JobRun.objects.filter(job=name).count() == 2


def test_two_schedulers_at_once_have_one_effect(own_database: str) -> None:
    cases = [overdue_application() for _ in range(3)]
    runs = at_once([lambda: run("mark_overdue") for _ in range(6)])
    assert sum(isinstance(each, JobRun) for each in runs) == 1
    assert Event.objects.filter(verb="overdue").count() == len(cases)


def test_two_schedulers_at_once_deliver_in_one_of_them(own_database: str) -> None:
    runs = at_once([lambda: run("deliver_outbox") for _ in range(6)])
    assert sum(isinstance(each, JobRun) for each in runs) == 1
    assert JobRun.objects.filter(job="deliver_outbox").count() == 1


def test_a_job_that_fails_leaves_a_row_and_no_effect(own_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    case = overdue_application()
    monkeypatch.setattr("supervision.alerts.models.Alert.objects.bulk_create", broken)
    with pytest.raises(ValueError, match="broken"):
        run("mark_overdue")
    case.refresh_from_db()
    assert case.overdue_since is None
    assert not Event.objects.filter(verb="overdue").exists()
    assert JobRun.objects.get(job="mark_overdue").error == "ValueError: broken on purpose"


def test_a_job_in_batches_that_is_cut_off_goes_on_with_what_is_left(
    own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eligibility.applications.actions.clock.BATCH", 1)
    for _ in range(3):
        overdue_application()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("supervision.alerts.models.Alert.objects.bulk_create", working_once())
        with pytest.raises(ValueError, match="broken"):
            run("mark_overdue")
    assert TreatmentApplication.objects.exclude(overdue_since=None).count() == 1
    assert run("mark_overdue").counts == {"超期申请": 2}


def working_once() -> Callable[..., object]:
    """Alerts are kept the first time that any are, and never again."""
    keep, calls = Alert.objects.bulk_create, count()
    return lambda *args, **more: broken() if next(calls) else keep(*args, **more)


def broken(*_args: object, **_more: object) -> None:
    raise ValueError("broken on purpose\nDETAIL: a line that quotes somebody's data")


def test_after_a_failure_the_next_knock_does_it(own_database: str) -> None:
    overdue_application()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("supervision.alerts.models.Alert.objects.bulk_create", broken)
        with pytest.raises(ValueError, match="broken"):
            run("mark_overdue")
    assert run("mark_overdue").counts == {"超期申请": 1}


@pytest.mark.django_db
def test_the_command_says_what_a_job_would_do_and_does_nothing() -> None:
    overdue_application()
    said = StringIO()
    call_command("job", "mark_overdue", "--on", "2026-11-23", stdout=said)
    assert "超期申请 1" in said.getvalue()
    assert not Event.objects.exists()
    assert not JobRun.objects.exists()
    assert not TreatmentApplication.objects.exclude(overdue_since=None).exists()


@pytest.mark.django_db
def test_the_command_does_nothing_for_a_day_to_come() -> None:
    overdue_application()
    tomorrow, said = str(today() + timedelta(days=1)), StringIO()
    with pytest.raises(CommandError, match="has not come yet"):
        call_command("job", "mark_overdue", "--on", tomorrow, "--do")
    assert not JobRun.objects.exists()
    call_command("job", "mark_overdue", "--on", tomorrow, stdout=said)
    assert "试运行" in said.getvalue()


@pytest.mark.django_db
@time_machine.travel(MORNING)
def test_the_command_does_it_once_when_told_to() -> None:
    overdue_application()
    for words in ("超期申请 1", "已经运行过"):
        said = StringIO()
        call_command("job", "mark_overdue", "--on", "2026-11-23", "--do", stdout=said)
        assert words in said.getvalue()


@pytest.mark.django_db
def test_what_cannot_be_taken_back_is_not_tried() -> None:
    with pytest.raises(CommandError):
        call_command("job", "deliver_outbox")


def test_the_command_lists_every_job() -> None:
    said = StringIO()
    call_command("job", stdout=said)
    assert all(title_of(name) in said.getvalue() for name in JOBS)


@pytest.mark.django_db
def test_nothing_is_left_to_do_for_an_entitlement_that_was_ended_before() -> None:
    held = EntitlementFactory(ended_on=date(2027, 12, 31), end_cause=EndCause.EXPIRED)
    assert run("expire_entitlements").counts == {"期满待遇": 0}
    assert Entitlement.objects.get(pk=held.pk).ended_on == date(2027, 12, 31)
