"""A worker that is killed within a job: the batch under way is undone, and the next run goes on."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date

import pytest
from django.conf import settings
from django.db.models import Model

from kit.period import Period
from province.calendar.actions import load_published_year
from province.events.models import Event
from province.jobs.models import JobRun
from province.jobs.schedule import JOBS
from tests.factories.catalog import DrugFactory, ListingFactory
from tests.factories.eligibility import EntitlementFactory
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
JOBS_IN_BATCHES = [
    pytest.param("mark_overdue", f"{APPLICATIONS}.clock", overdue_application, id="overdue", marks=pytest.mark.prove),
    pytest.param("accept_unanswered", f"{APPLICATIONS}.intake", unanswered_application, id="unanswered"),
    pytest.param("expire_entitlements", ENTITLEMENTS, run_out_entitlement, id="entitlements"),
    pytest.param("sweep_left_drugs", ENTITLEMENTS, left_entitlement, id="left", marks=pytest.mark.prove),
    pytest.param(
        "expire_listings", "catalog.listings.actions", run_out_listing, id="listings", marks=pytest.mark.prove
    ),
]


@pytest.mark.parametrize(("job", "module", "waiting"), JOBS_IN_BATCHES)
def test_a_job_whose_worker_is_killed_goes_on_with_what_is_left(
    own_database: str, databases: Databases, job: str, module: str, waiting: Callable[[], Model]
) -> None:
    load_published_year(year=2026, by=None, on=DAY)
    for _ in range(3):
        waiting()
    before = Event.objects.count()
    environment = databases.variables(settings.DATABASES["default"]["NAME"])
    killed = subprocess.run(
        [sys.executable, "-m", "tests.jobs.dying", job, module, MORNING.isoformat()],
        cwd=ROOT,
        env=environment,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert (Event.objects.count() - before, JobRun.objects.count()) == (1, 0)
    assert next(iter(gone_on(job).counts.values())) == 2
    assert Event.objects.count() - before == 3


def gone_on(job: str) -> JobRun:
    """Run it as the next knock does: the dead worker's lock goes when PostgreSQL sees that it is gone."""
    until = time.monotonic() + 20
    while (run := JOBS[job].run(MORNING)) is None:
        assert time.monotonic() < until, "the lock of the dead worker stays"
        time.sleep(0.05)
    return run
