"""What a session saw of broken carriers is written whole, or not at all."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from acts import proof
from acts.proof import Caught, Proved, load_proof, write_proof
from kit.clock import today
from tests.prove.session import REPORT, Notes, Writer

PLACE, TEST = "settlement.counter.rules.lines:PrescriptionKnown", "tests/a.py::test_a"
FACTS = {
    "place": PLACE,
    "digest": "1",
    "outcomes": [("HN-33.2", TEST, "")],
    "tests": {TEST: "2"},
    "marks": {"HN-33.2": [TEST]},
}


@pytest.fixture(autouse=True)
def file(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(proof, "PROOF", tmp_path / "proof.json")


def finish(writer: Writer, status: int = pytest.ExitCode.OK) -> int:
    writer.pytest_runtest_logreport(SimpleNamespace(user_properties=[(REPORT, FACTS)]))
    session = SimpleNamespace(exitstatus=status)
    writer.pytest_sessionfinish(session)
    return session.exitstatus


def proved(by: str = TEST) -> Proved:
    return Proved(today(), {PLACE: Caught("1", by)}, {TEST: "2"})


def test_what_was_seen_is_written_with_its_day() -> None:
    finish(Writer("all"))
    assert load_proof() == {"HN-33.2": proved()}


@pytest.mark.parametrize(("extent", "names"), [("all", ["HN-33.2"]), ("changed", ["HN-33.2", "HN-4.3"])])
def test_a_session_of_changes_keeps_the_rest_but_what_nobody_claims(extent: str, names: list[str]) -> None:
    write_proof({"HN-4.3": proved(), "HN-1.1": proved(), "HN-33.2": proved(by="")})
    finish(Writer(extent))
    assert sorted(load_proof()) == names
    assert load_proof()["HN-33.2"] == proved()


def test_a_session_that_was_cut_short_writes_nothing() -> None:
    finish(Writer("all"), pytest.ExitCode.INTERRUPTED)
    writer = Writer("all")
    writer.pytest_collectreport(SimpleNamespace(failed=True))
    finish(writer)
    assert load_proof() == {}


def test_that_nothing_has_changed_is_no_failure() -> None:
    assert finish(Writer("changed"), pytest.ExitCode.NO_TESTS_COLLECTED) == pytest.ExitCode.OK
    assert finish(Writer("all"), pytest.ExitCode.NO_TESTS_COLLECTED) == pytest.ExitCode.NO_TESTS_COLLECTED


def end_of(work) -> Notes:
    notes = Notes(Path(__file__).parent)
    notes.pytest_runtest_makereport(None, pytest.CallInfo.from_call(work, "call"))
    return notes


def fail_by_its_own_lines() -> None:
    assert load_proof() == {"XX-1.1": proved()}


def crash_below() -> None:
    write_proof(1)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("work", "passed", "said"),
    [(lambda: None, True, False), (fail_by_its_own_lines, False, True), (crash_below, False, False)],
)
def test_a_test_says_so_by_its_own_lines_and_not_by_a_crash_of_the_house(work, passed: bool, said: bool) -> None:
    assert (end_of(work).passed, end_of(work).said_by_test) == (passed, said)
