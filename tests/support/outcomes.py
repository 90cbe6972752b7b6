"""Remembers how tests marked with an obligation ended, so that the register can say what is proved.

Outcomes merge over runs of different subsets: a run replaces what it ran and keeps the rest.
"""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from acts.register import UnknownObligation, load_register
from province.law.queries.register import OUTCOMES

PROPERTY = "obligation"


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Only the process that sees every report writes; the workers of xdist pass theirs on."""
    if not hasattr(config, "workerinput") and not config.option.collectonly:
        config.pluginmanager.register(Recorder(config.rootpath / OUTCOMES), "obligation-outcomes")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    known = load_register()
    for item in items:
        for name in _marked(item):
            try:
                item.user_properties.append((PROPERTY, known.obligation(name).id))
            except UnknownObligation:
                raise pytest.UsageError(f"{item.nodeid}: no act has an obligation {name}") from None


def _marked(item: pytest.Item) -> Iterator[str]:
    for mark in item.iter_markers(PROPERTY):
        yield from mark.args


class Recorder:
    """Gathers the reports of one run and merges them into the file at its end."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.seen: dict[str, dict[str, object]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        obligations = sorted({str(value) for key, value in report.user_properties if key == PROPERTY})
        before = self.seen.get(report.nodeid, {"passed": True, "ran": False})
        self.seen[report.nodeid] = {
            "obligations": obligations,
            "passed": bool(before["passed"]) and report.outcome == "passed",
            "ran": bool(before["ran"]) or report.when == "call",
        }

    def pytest_sessionfinish(self) -> None:
        if self.seen:
            with _alone(self.file):
                merge(self.file, self.seen)


def merge(file: Path, seen: dict[str, dict[str, object]]) -> None:
    """Replace the outcomes of the tests that ran, drop those no longer marked, keep the others."""
    kept = json.loads(file.read_text("utf-8")) if file.exists() else {}
    for name, outcome in seen.items():
        kept.pop(name, None)
        if outcome["obligations"]:
            passed = bool(outcome["passed"] and outcome["ran"])
            kept[name] = {"obligations": outcome["obligations"], "passed": passed}
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True), "utf-8")
    fresh.replace(file)


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Two runs at once must not lose each other's outcomes."""
    file.parent.mkdir(exist_ok=True)
    with file.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
