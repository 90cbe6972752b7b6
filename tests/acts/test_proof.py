"""What is claimed and not proved fails the build, and the committed result is held to code and marks."""

from datetime import date

import pytest

from acts import proof
from acts.inventory import carriers
from acts.proof import Caught, Proved, Standing, State, counts, load_proof, write_proof
from acts.register import Kind, Obligation, load_register
from province.law.checks import import_floors
from tests.support.obligations import MARKS

DAY = date(2026, 11, 30)


def result(
    by: str = "tests/a.py::test_a", place: str = "a:b", tests: tuple[str, ...] = ("tests/a.py::test_a",)
) -> Proved:
    return Proved(DAY, {place: Caught("0", by)}, dict.fromkeys(tests, "0"))


def standing(code: bool, shown: Proved | None = None, kind: Kind = Kind.SYSTEM, planned: bool = False) -> Standing:
    obligation = Obligation("HN-1.1", "HN-1", kind, "Do it", "照办", planned=planned)
    return Standing(obligation, ("a:b",) if code else (), shown)


@pytest.mark.parametrize(
    ("stands", "state", "complaint"),
    [
        (standing(True, result()), State.PROVED, ""),
        (standing(True), State.UNPROVED, "no test is known to prove it"),
        (standing(True, result(tests=())), State.UNPROVED, "no test is known to prove it"),
        (standing(False, result()), State.UNPROVED, "no code"),
        (standing(True, result(by="")), State.UNPROVED, "no test goes red when this is broken: a:b"),
        (standing(True, result(place="a:c")), State.UNPROVED, "other code carries it than was broken"),
        (standing(False, planned=True), State.PLANNED, ""),
        (standing(True, planned=True), State.PLANNED, "planned, yet code or tests claim it"),
        (standing(False, result(), planned=True), State.PLANNED, "planned, yet code or tests claim it"),
        (standing(False, kind=Kind.HUMAN), State.HUMAN, ""),
    ],
)
def test_an_obligation_is_proved_where_every_carrier_was_caught(stands: Standing, state: State, complaint: str) -> None:
    assert stands.state is state
    assert stands.complaint.startswith(complaint)
    assert bool(stands.complaint) == bool(complaint)


def test_every_state_is_counted() -> None:
    assert counts([standing(True, result()), standing(False)]) == {"proved": 1, "human": 0, "planned": 0, "unproved": 1}


def test_a_result_is_read_as_it_was_written(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(proof, "PROOF", tmp_path / "proof.json")
    assert load_proof() == {}
    write_proof({"HN-1.1": result()})
    assert load_proof() == {"HN-1.1": result()}


def test_the_committed_result_is_about_the_carriers_of_today() -> None:
    import_floors()
    assert {name: set(row.carriers) for name, row in load_proof().items()} == {
        name: set(places) for name, places in carriers().items()
    }


def test_the_committed_result_is_about_the_marks_of_today(request: pytest.FixtureRequest) -> None:
    """Of the tests that were collected: all of them in a whole run."""
    collected = request.config.stash[MARKS]
    marked = {(name, obligation) for name, obligations in collected.items() for obligation in obligations}
    proved = {(name, obligation) for obligation, row in load_proof().items() for name in row.tests}
    assert {pair for pair in proved if pair[0] in collected} == marked


def test_every_test_of_the_committed_result_is_still_there(request: pytest.FixtureRequest) -> None:
    for name in {name for row in load_proof().values() for name in row.tests}:
        path, *_, function = name.partition("[")[0].split("::")
        assert f"def {function}(" in (request.config.rootpath / path).read_text("utf-8"), name


def test_what_is_proved_is_claimed_of_a_system_obligation() -> None:
    known = load_register().obligations
    assert all(known[name].kind is Kind.SYSTEM and not known[name].planned for name in load_proof())
