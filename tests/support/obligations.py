"""The marks of obligations: what each test says it proves, refused where a mark would cover more than its own case."""

import hashlib
import inspect
from collections.abc import Iterable, Mapping
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet, get_unpacked_marks

from acts.register import load_register

MARK = "obligation"
MARKS = pytest.StashKey[dict[str, tuple[str, ...]]]()


def proving(cases: Mapping[str, Any], proves: Mapping[str, str]) -> list[ParameterSet]:
    """Return named cases, each marked with the obligations that it proves: `{"no commitment": "XX-4.4 XX-6.2"}`."""
    unknown = proves.keys() - cases.keys()
    if unknown:
        raise pytest.UsageError(f"no case is called {sorted(unknown)}")
    return [_case(name, value, proves.get(name, "").split()) for name, value in cases.items()]


def _case(name: str, value: Any, obligations: list[str]) -> ParameterSet:
    values = value if isinstance(value, tuple) else (value,)
    return pytest.param(*values, id=name, marks=[pytest.mark.obligation(*obligations)] if obligations else [])


def marks_of(item: pytest.Item) -> tuple[str, ...]:
    """Return the obligations that a test is marked with."""
    return tuple(dict.fromkeys(name for mark in item.iter_markers(MARK) for name in mark.args))


def digest_of(item: pytest.Item) -> str:
    """Return a short digest of a test, other as soon as its text or its case is."""
    return hashlib.sha256(f"{item.name} {inspect.getsource(item.obj)}".encode()).hexdigest()[:12]


def faults(item: pytest.Item, known: Iterable[str]) -> Iterable[str]:
    """Yield what is wrong with the marks of a test."""
    for name in marks_of(item):
        if name not in known:
            yield f"no act has an obligation {name}"
    if any(mark.name == MARK for node in item.listchain()[:-1] for mark in node.own_markers):
        yield "an obligation is marked on a test, not on all that a module or a class has"
    if hasattr(item, "callspec") and any(mark.name == MARK for mark in get_unpacked_marks(item.obj)):
        yield "an obligation is marked on the case that proves it, not on the whole table: pytest.param(..., marks=...)"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--prove-register", choices=["all", "changed"], help="break carriers and see their tests go red")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("prove_register"):
        config.pluginmanager.import_plugin("tests.prove.session")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    known = load_register().obligations
    for item in items:
        for fault in faults(item, known):
            raise pytest.UsageError(f"{item.nodeid}: {fault}")
    config.stash[MARKS] = {item.nodeid: marks_of(item) for item in items}
