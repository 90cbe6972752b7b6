"""The register with what the code says it carries and what the last test run proved."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from django.apps import AppConfig, apps
from django.conf import settings

from acts.proof import Standing, TestOutcome
from acts.register import (
    Article,
    Obligation,
    RegisteredAct,
    UnknownObligation,
    carriers,
    every_obligation,
    load_register,
)
from kit.errors import NotFound

ROOT = Path(__file__).resolve().parents[2]
OUTCOMES = Path(".local") / "test-outcomes.json"
NO_ROOMS = {"migrations", "management", "wsgi", "gunicorn"}  # steps, commands and entrances carry nothing

Outcomes = Mapping[str, tuple[TestOutcome, ...]]


@dataclass(frozen=True)
class ArticleStanding:
    """One article, its act, and how each of its obligations stands."""

    act: RegisteredAct
    article: Article
    standings: tuple[Standing, ...]


def article(reference: str) -> ArticleStanding:
    """The article of "HN-23" or "HN-23.4". Raises NotFound."""
    register = load_register()
    try:
        found = register.article(reference)
    except UnknownObligation:
        raise NotFound from None
    act = next(act for act in register.acts if act.id == found.act)
    return ArticleStanding(act, found, tuple(_standings(found.obligations)))


def standings() -> list[Standing]:
    """Every obligation of every act, in the acts' order."""
    return list(_standings(tuple(every_obligation())))


def _standings(obligations: tuple[Obligation, ...]) -> Iterator[Standing]:
    import_carriers()
    tests = outcomes()
    for obligation in obligations:
        yield Standing(obligation, carriers(obligation.id), tests.get(obligation.id, ()))


@cache
def import_carriers() -> None:
    """Import every room of every app, so that all code has signed for what it carries."""
    for app in apps.get_app_configs():
        if Path(app.path).parent == ROOT:
            for name in _rooms(app):
                import_module(name)


def _rooms(app: AppConfig) -> Iterator[str]:
    for module in walk_packages([app.path], f"{app.name}."):
        if not NO_ROOMS & set(module.name.split(".")):
            yield module.name


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
