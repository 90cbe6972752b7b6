"""The register with what the code says it carries and what the last test run proved."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from django.conf import settings

from acts.inventory import carriers
from acts.proof import Standing, TestOutcome
from acts.register import every_obligation

OUTCOMES = Path(".local") / "test-outcomes.json"

Outcomes = Mapping[str, tuple[TestOutcome, ...]]


def standings() -> list[Standing]:
    """Every obligation of every act, in the acts' order, with the code that signed for it.

    Code signs when it is imported; Django, the addresses and the jobs have imported whatever a user can reach. What
    tests prove of it only `proved` says: no machine but a developer's has them.
    """
    return [Standing(each, carriers(each.id, settings.PROVINCE), ()) for each in every_obligation(settings.PROVINCE)]


def proved() -> list[Standing]:
    """As `standings`, with the tests of each obligation as they ended when they last ran on this machine."""
    tests = outcomes()
    return [replace(each, tests=tests.get(each.obligation.id, ())) for each in standings()]


def was_tested() -> bool:
    """Whether a test run left its outcomes here; a production machine has none."""
    return (settings.BASE_DIR / OUTCOMES).exists()


def outcomes() -> Outcomes:
    """The tests marked with each obligation, as they ended when they last ran."""
    if not was_tested():
        return {}
    found: dict[str, dict[str, bool]] = {}
    for name, outcome in json.loads((settings.BASE_DIR / OUTCOMES).read_text("utf-8")).items():
        test = name.partition("[")[0]
        for obligation in outcome["obligations"] if _still_there(test) else ():
            tests = found.setdefault(obligation, {})
            tests[test] = tests.get(test, True) and outcome["passed"]
    return {key: tuple(TestOutcome(*test) for test in sorted(tests.items())) for key, tests in found.items()}


def _still_there(test: str) -> bool:
    """A test that was since renamed or removed proves nothing."""
    path, *_, function = test.split("::")
    return f"def {function}(" in _source(settings.BASE_DIR / path)


@cache
def _source(file: Path) -> str:
    return file.read_text("utf-8") if file.is_file() else ""
