"""What is claimed and not proved fails the build, and outcomes of earlier runs are kept."""

import json

import pytest

from acts.proof import Standing, State, TestOutcome, counts
from acts.register import Kind, Obligation
from province.law.queries import register
from tests.support.outcomes import Recorder, merge

PASSED = TestOutcome("tests/a.py::test_a", passed=True)
FAILED = TestOutcome("tests/a.py::test_b", passed=False)


def standing(code: bool, *tests: TestOutcome, kind: Kind = Kind.SYSTEM, planned: bool = False) -> Standing:
    obligation = Obligation("HN-1.1", "HN-1", kind, "Do it", "照办", planned=planned)
    return Standing(obligation, ("a:b",) if code else (), tests)


@pytest.mark.parametrize(
    ("found", "state", "complaint"),
    [
        (standing(True, PASSED), State.PROVED, ""),
        (standing(True), State.UNPROVED, "no test"),
        (standing(False, PASSED), State.UNPROVED, "no code"),
        (standing(False), State.UNPROVED, "no code and no test"),
        (standing(True, PASSED, FAILED), State.UNPROVED, "a test did not pass: tests/a.py::test_b"),
        (standing(False, planned=True), State.PLANNED, ""),
        (standing(True, planned=True), State.PLANNED, "planned, yet code or tests claim it"),
        (standing(False, PASSED, planned=True), State.PLANNED, "planned, yet code or tests claim it"),
        (standing(False, kind=Kind.HUMAN), State.HUMAN, ""),
    ],
)
def test_an_obligation_is_proved_by_code_and_passing_tests_only(found, state, complaint):
    assert found.state is state
    assert found.complaint.startswith(complaint)
    assert bool(found.complaint) == bool(complaint)


def test_every_state_is_counted():
    assert counts([standing(True, PASSED), standing(False)]) == {"proved": 1, "human": 0, "planned": 0, "unproved": 1}


def outcome(*obligations: str, passed: bool = True, ran: bool = True) -> dict[str, object]:
    return {"obligations": list(obligations), "passed": passed, "ran": ran}


def test_a_run_replaces_what_it_ran_and_keeps_the_rest(tmp_path):
    file = tmp_path / "outcomes.json"
    merge(file, {"a": outcome("HN-1.1"), "b": outcome("HN-2.1"), "c": outcome("HN-3.1")})
    merge(file, {"a": outcome("HN-1.1", passed=False), "c": outcome()})
    assert {name: kept["passed"] for name, kept in json.loads(file.read_text()).items()} == {"a": False, "b": True}


def test_a_skipped_test_proves_nothing(tmp_path):
    file = tmp_path / "outcomes.json"
    merge(file, {"a": outcome("HN-1.1", ran=False)})
    assert json.loads(file.read_text())["a"]["passed"] is False


class Report:
    """What pytest and xdist hand to the recorder for one phase of a test."""

    def __init__(self, when: str, outcome: str) -> None:
        self.nodeid, self.when, self.outcome = "t", when, outcome
        self.user_properties = [("obligation", "HN-1.1")]


@pytest.mark.parametrize(
    ("phases", "passed"),
    [
        ([("setup", "passed"), ("call", "passed"), ("teardown", "passed")], True),
        ([("setup", "passed"), ("call", "passed"), ("teardown", "failed")], False),
        ([("setup", "passed"), ("call", "failed"), ("teardown", "passed")], False),
        ([("setup", "failed"), ("teardown", "passed")], False),
        ([("setup", "skipped"), ("teardown", "passed")], False),
    ],
)
def test_a_test_passed_when_each_of_its_phases_did(tmp_path, phases, passed):
    recorder = Recorder(tmp_path / "outcomes.json")
    for when, ended in phases:
        recorder.pytest_runtest_logreport(Report(when, ended))
    recorder.pytest_sessionfinish()
    assert json.loads(recorder.file.read_text())["t"]["passed"] is passed


@pytest.fixture
def left_behind(settings, tmp_path):
    """A project folder with one test file, and outcomes of a run."""
    settings.BASE_DIR = tmp_path
    (tmp_path / ".local").mkdir()
    (tmp_path / "test_a.py").write_text("def test_here():\n    ...\n")

    def leave(**passed: bool) -> None:
        found = {f"test_a.py::{name}": {"obligations": ["HN-1.1"], "passed": ended} for name, ended in passed.items()}
        (tmp_path / register.OUTCOMES).write_text(json.dumps(found))

    return leave


def test_a_parametrised_test_passed_when_each_case_did(left_behind):
    left_behind(**{"test_here[1]": True, "test_here[2]": False})
    assert register.outcomes() == {"HN-1.1": (TestOutcome("test_a.py::test_here", passed=False),)}


def test_a_test_that_is_gone_proves_nothing(left_behind):
    left_behind(test_here=True, test_gone=True)
    assert [test.name for test in register.outcomes()["HN-1.1"]] == ["test_a.py::test_here"]


def test_without_a_run_nothing_is_proved(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    assert register.outcomes() == {}
