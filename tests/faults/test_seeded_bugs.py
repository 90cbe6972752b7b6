"""The checkers against an application that really has the bug: under load they must find it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from threading import Event, Thread

import psycopg2
import pytest

from tests.faults.site import STEP, Site
from tools.stack.system import PYTHON, System

pytestmark = [pytest.mark.prove, pytest.mark.xdist_group("faults")]

BUGS = {
    "without_lock": "I2",
    "without_answer": "I3",
    "without_fingerprint": "I3",
    "acknowledged_early": "I5",
}
ACROSS_ACCOUNTS = "without_proof"
KEYS = {"settlement_claim": "claim_on_own_account", "settlement_ledgerentry": "ledger_on_claims_account"}
ANOTHER_INSURANCE = """
    UPDATE eligibility_enrolment SET insurance_type = CASE insurance_type WHEN '310' THEN '390' ELSE '310' END
"""


@pytest.fixture(params=BUGS)
def bug(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def kind(bug: str) -> type[System]:
    """A system whose web serves the application with the bug."""
    command = (*PYTHON, "gunicorn", f"tests.faults.seeded:{bug}()", "-c", "python:config.gunicorn", "--bind")
    return type("WithBug", (System,), {"web": command})


def test_a_seeded_bug_is_found_by_its_checker(site: Site, bug: str) -> None:
    with site.at_work(seed=4) as found:
        site.more(5 * STEP)
    assert BUGS[bug] in found[0].violations


@pytest.mark.parametrize("bug", [ACROSS_ACCOUNTS], indirect=True)
def test_sales_on_another_insurances_account_are_found(site: Site) -> None:
    """Without the database's own keys, which refuse them; while insurances change under the sales."""
    without_keys(site)
    with site.at_work(seed=6) as found, insurances_that_change(site):
        site.more(5 * STEP)
    assert any("stands on the account of" in complaint for complaint in found[0].violations["I1"])


def without_keys(site: Site) -> None:
    with closing(psycopg2.connect(site.system.environment["OWNER_DATABASE_URL"])) as owner, owner.cursor() as cursor:
        for table, name in KEYS.items():
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        owner.commit()


@contextmanager
def insurances_that_change(site: Site) -> Iterator[None]:
    """Everybody's, again and again, as the core system could report it."""
    over = Event()

    def change() -> None:
        with closing(psycopg2.connect(site.system.environment["DATABASE_URL"])) as feed, feed.cursor() as cursor:
            while not over.wait(0.02):
                cursor.execute(ANOTHER_INSURANCE)
                feed.commit()

    thread = Thread(target=change)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
