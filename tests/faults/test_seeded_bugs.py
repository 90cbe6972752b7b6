"""The checkers against an application that really has the bug: under load they must find it."""

import pytest

from config.stack.system import PYTHON, System
from tests.faults.site import STEP, Site

pytestmark = [pytest.mark.prove, pytest.mark.xdist_group("faults")]

BUGS = {
    "without_lock": "I2",
    "without_answer": "I3",
    "without_fingerprint": "I3",
    "acknowledged_early": "I5",
}


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
