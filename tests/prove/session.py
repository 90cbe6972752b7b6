"""One session that breaks every carrier in turn and runs the tests that claim to notice: who stays green is not proved.

`pytest --prove-register=all` (or `changed`) replaces the tests that were collected by one item a carrier. Each runs the
marked tests of every obligation that the carrier carries, one inside the other's session, until one of them is red.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from django.core.exceptions import ObjectDoesNotExist

from acts.inventory import carriers
from acts.proof import Caught, Proved, load_proof, write_proof
from acts.register import every_obligation
from kit.clock import today
from kit.errors import DomainError
from province.law.checks import import_floors
from tests.prove.breaking import NotBreakable, broken, digest, is_rule
from tests.support.obligations import digest_of, marks_of

# What the test says, or a refusal. A crash in the house says nothing about the obligation, but where a rule is broken:
# whoever only passes through that sees no change.
NOTICED = (AssertionError, pytest.fail.Exception, DomainError, ObjectDoesNotExist)
REPORT = "caught"


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Writer(config.getoption("prove_register")), "proof-writer")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    tests = _tests_of_obligations(items)
    claims = _claims() if config.getoption("prove_register") == "all" else _changes(_claims(), tests)
    obligations: dict[str, list[str]] = {}
    for obligation, places in claims.items():
        for place in places:
            obligations.setdefault(place, []).append(obligation)
    items[:] = [
        Break.from_parent(session, name=place, nodeid=place, tests={name: tests.get(name, []) for name in names})
        for place, names in sorted(obligations.items())
    ]


def _tests_of_obligations(items: list[pytest.Item]) -> dict[str, list[pytest.Item]]:
    """Return the tests of each obligation: those that noticed before, then those without a database, the quick ones."""
    catchers = {caught.by for row in load_proof().values() for caught in row.carriers.values()}
    tests: dict[str, list[pytest.Item]] = {}
    for item in sorted(
        items, key=lambda item: (item.nodeid not in catchers, item.get_closest_marker("django_db") is not None)
    ):
        for obligation in marks_of(item):
            tests.setdefault(obligation, []).append(item)
    return tests


def _claims() -> dict[str, tuple[str, ...]]:
    """Return the carriers of each obligation that the software is said to carry."""
    import_floors()
    carried = carriers()
    return {each.id: carried[each.id] for each in every_obligation() if each.id in carried}


def _changes(claims: dict[str, tuple[str, ...]], tests: dict[str, list[pytest.Item]]) -> dict[str, tuple[str, ...]]:
    """Return the claims whose carriers or tests are not what the committed result was about, or were not caught."""
    before = load_proof()
    return {
        obligation: places
        for obligation, places in claims.items()
        if obligation not in before
        or {place: row.digest for place, row in before[obligation].carriers.items()} != _digests(places)
        or before[obligation].tests != {item.nodeid: digest_of(item) for item in tests.get(obligation, [])}
        or not all(row.by for row in before[obligation].carriers.values())
    }


def _digests(places: tuple[str, ...]) -> dict[str, str]:
    return {place: digest(place) for place in places}


class Break(pytest.Item):
    """One carrier, broken while the tests of its obligations run."""

    def __init__(self, *, tests: dict[str, list[pytest.Item]], **named: object) -> None:
        super().__init__(**named)
        self.tests = tests

    def runtest(self) -> None:
        """Run through `run_broken`: an item inside an item needs a stack of fixtures of its own."""

    def run_broken(self) -> Iterator[tuple[str, str, str]]:
        """Yield each obligation with the test that noticed, or with nothing and the reason."""
        is_red = cache(self._is_red)
        for obligation, tests in self.tests.items():
            catcher = next((test.nodeid for test in tests if is_red(test)), "")
            yield obligation, catcher, "" if catcher else "its tests stay green" if tests else "no test is marked"

    def _is_red(self, test: pytest.Item) -> bool:
        """Whether a test notices, that passes while nothing is broken."""
        with broken(self.name):
            end = self._end_of(test)
        if end.passed or not (end.said_by_test or is_rule(self.name)):
            return False
        return self._end_of(test).passed

    def _end_of(self, test: pytest.Item) -> "Notes":
        """Return how an inner test ended; fixtures of its module stay for the next of the same."""
        notes = Notes(self.config.rootpath / "tests")
        self.session._setupstate.teardown_exact(test.parent)
        self.config.pluginmanager.register(notes)
        try:
            runtestprotocol(test, log=False, nextitem=test.parent)
        finally:
            self.config.pluginmanager.unregister(notes)
        return notes


class Notes:
    """Sees how an inner test ended: by its own lines, not by its fixtures."""

    passed = said_by_test = False

    def __init__(self, tests: Path) -> None:
        self.tests = tests

    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        if call.when != "call":
            return
        self.passed = call.excinfo is None
        if call.excinfo:
            raised_here = Path(call.excinfo.traceback[-1].path).is_relative_to(self.tests)
            self.said_by_test = raised_here or issubclass(call.excinfo.type, NOTICED)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    if not isinstance(item, Break):
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    try:
        outcomes = list(item.run_broken())
    except NotBreakable as error:
        outcomes = [(obligation, "", str(error)) for obligation in item.tests]
    if nextitem is None:
        item.session._setupstate.teardown_exact(None)
    complaints = [f"{obligation}: {why}" for obligation, by, why in outcomes if not by]
    tests = {test.nodeid: digest_of(test) for tests in item.tests.values() for test in tests}
    marks = {obligation: [test.nodeid for test in tests] for obligation, tests in item.tests.items()}
    facts = {"place": item.name, "digest": digest(item.name), "outcomes": outcomes, "tests": tests, "marks": marks}
    report = pytest.TestReport(
        item.nodeid, item.location, {}, "failed" if complaints else "passed", "\n".join(complaints) or None, "call",
        user_properties=[(REPORT, facts)],
    )  # fmt: skip
    item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


class Writer:
    """Gathers what every carrier's item saw, and writes the result that is committed."""

    def __init__(self, extent: str) -> None:
        self.extent = extent
        self.proof: dict[str, Proved] = {}
        self.whole = True

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self.whole = self.whole and not report.failed

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        for facts in (value for key, value in report.user_properties if key == REPORT):
            for obligation, by, _ in facts["outcomes"]:
                row = self.proof.setdefault(obligation, Proved(today(), {}, {}))
                row.carriers[facts["place"]] = Caught(facts["digest"], by)
                row.tests.update({name: facts["tests"][name] for name in facts["marks"][obligation]})

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write what was seen, unless the session was cut short; that nothing has changed is no failure."""
        if session.exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED and self.extent == "changed":
            session.exitstatus = pytest.ExitCode.OK
        if not self.whole or session.exitstatus not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
            return
        before = {} if self.extent == "all" else load_proof()
        claims = _claims()
        write_proof({name: row for name, row in {**before, **self.proof}.items() if name in claims})
