"""A worker that is killed within a job: the batch under way is undone, and the next run goes on."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import Model

from kit.period import Period
from province.areas.deeds import ESTABLISH
from province.calendar.actions import load_published_year
from province.events.actions.recording import record
from province.events.models import Event
from province.exports import actions as exports
from province.exports.errors import ExportNotReady
from province.jobs.models import JobRun
from province.jobs.schedule import JOBS
from province.staff.words import Role
from tests.factories.catalog import DrugFactory, ListingFactory
from tests.factories.eligibility import EntitlementFactory
from tests.factories.province import AccountFactory
from tests.jobs.test_jobs import DAY, MORNING, overdue_application, unanswered_application
from tests.support.databases import Databases
from tools.stack.files import ROOT

PAST = Period(date(2026, 1, 5), date(2026, 11, 22))
LONG_PAST = Period(date(2026, 1, 5), date(2026, 7, 31))  # nobody waits for a decision any more


def run_out_listing() -> Model:
    return ListingFactory(drug=DrugFactory(), period=PAST)


def run_out_entitlement() -> Model:
    return EntitlementFactory(period=PAST, granted=PAST)


def left_entitlement() -> Model:
    held = EntitlementFactory()
    held.drug.listings.all().delete()
    ListingFactory(drug=held.drug, period=LONG_PAST, expiry_handled=True)
    return held


APPLICATIONS, ENTITLEMENTS = "eligibility.applications.actions", "eligibility.entitlements.actions.ending"
JOBS_IN_BATCHES = {
    "mark_overdue": (f"{APPLICATIONS}.clock:record_each", overdue_application),
    "accept_unanswered": (f"{APPLICATIONS}.intake:record_each", unanswered_application),
    "expire_entitlements": (f"{ENTITLEMENTS}:record_each", run_out_entitlement),
    "sweep_left_drugs": (f"{ENTITLEMENTS}:record_each", left_entitlement),
    "expire_listings": ("catalog.listings.actions:record", run_out_listing),
}
# A process takes seconds: the quick suite has one of each kind.
QUICK = {"accept_unanswered", "expire_entitlements"}
CASES = [
    pytest.param(job, *row, id=job, marks=() if job in QUICK else pytest.mark.prove)
    for job, row in JOBS_IN_BATCHES.items()
]


@pytest.mark.parametrize(("job", "place", "waiting"), CASES)
def test_a_job_whose_worker_is_killed_goes_on_with_what_is_left(
    own_database: str, databases: Databases, job: str, place: str, waiting: Callable[[], Model]
) -> None:
    load_published_year(year=2026, by=None, on=DAY)
    for _ in range(3):
        waiting()
    before = Event.objects.count()
    kill_within(databases, job, place)
    assert (Event.objects.count() - before, JobRun.objects.count()) == (1, 0)
    assert next(iter(gone_on(job).counts.values())) == 2
    assert Event.objects.count() - before == 3


def kill_within(databases: Databases, job: str, place: str, **variables: str) -> None:
    """Have a process do the job that is killed when it comes to the place, a module's function, the second time."""
    command = [sys.executable, "-m", "tests.jobs.dying", job, *place.split(":"), MORNING.isoformat()]
    environment = {**databases.variables(settings.DATABASES["default"]["NAME"]), **variables}
    killed = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    assert killed.returncode == -signal.SIGKILL


def gone_on(job: str) -> JobRun:
    """Run it as the next knock does: the dead worker's lock goes when PostgreSQL sees that it is gone."""
    until = time.monotonic() + 20
    while (run := JOBS[job].run(MORNING)) is None:
        assert time.monotonic() < until, "the lock of the dead worker stays"
        time.sleep(0.05)
    return run


@pytest.mark.prove
def test_a_file_whose_worker_is_killed_is_not_offered_and_the_next_writes_it_whole(
    own_database: str, databases: Databases, settings: object, tmp_path: Path
) -> None:
    settings.DOCUMENT_ROOT = tmp_path  # type: ignore[attr-defined]
    auditor = AccountFactory(role=Role.AUDITOR)
    for number in range(3):
        record(ESTABLISH, number, by=None, on=DAY)
    export = exports.ask(address="/supervision/events/?export=csv", by=auditor, on=DAY)
    kill_within(databases, "write_exports", "kit.pages.export:safe_cell", DOCUMENT_ROOT=str(tmp_path))
    assert [file.suffix for file in tmp_path.glob("exports/*")] == [".part"]
    with pytest.raises(ExportNotReady):
        exports.take(export=export, by=auditor, on=DAY)
    assert gone_on("write_exports").counts == {"生成文件": 1, "未完成": 0}
    path = exports.take(export=export, by=auditor, on=DAY)
    assert len(path.read_text("utf-8-sig").splitlines()) == 5  # the heading, three, and that he asked
