"""What finds files by a pattern, or code by a dotted name, finds them: nothing fails by itself when they move away."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib import import_module
from pathlib import PurePath

import pytest
from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django.template.loader import get_template
from django.urls import reverse
from django.utils.module_loading import import_string

from config import settings as written
from tests.support.databases import migrations
from tools.stack.files import ROOT, StackError
from tools.stack.prepare import STATIC, TABLES, digest, matching

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
FILES = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
PACKAGES = {PurePath(file).parts[0] for file in FILES if file.endswith("/__init__.py")} - {"tests"}
FLOORS = {config.name for config in apps.get_app_configs()} & PACKAGES


def test_the_root_of_the_project_is_one() -> None:
    assert ROOT == settings.BASE_DIR
    assert (ROOT / "manage.py").is_file()
    assert len(FILES) > 500


def test_every_package_is_checked_by_every_tool() -> None:
    bandit = re.search(r"bandit .* -c pyproject.toml (.*)", (ROOT / "Makefile").read_text("utf-8"))
    assert bandit
    assert set(bandit[1].split()) == PACKAGES
    assert set(PROJECT["importlinter"]["root_packages"]) == PACKAGES
    assert set(PROJECT["mypy"]["files"]) == PACKAGES | {"manage.py"}
    assert set(PROJECT["importlinter"]["contracts"][0]["layers"]) == PACKAGES


@pytest.mark.parametrize("pattern", PROJECT["ruff"]["lint"]["per-file-ignores"])
def test_every_exception_from_a_lint_is_for_some_files(pattern: str) -> None:
    assert sum(fnmatch(file, pattern) for file in FILES) >= 5


@pytest.mark.parametrize(("pattern", "least"), [(TABLES[0], 12), (TABLES[1], 1), (STATIC[0], 3)])
def test_a_stack_notices_what_its_tables_and_files_follow_from(pattern: str, least: int) -> None:
    assert len(matching(pattern)) >= least


def test_a_pattern_that_finds_nothing_is_an_error() -> None:
    with pytest.raises(StackError, match="No file is like"):
        digest((*TABLES, "*/left_behind/*.py"))


def test_a_template_database_follows_from_every_migration_of_ours() -> None:
    known = MigrationLoader(None).disk_migrations
    ours = {f"{app}/migrations/{name}.py" for app, name in known if app in FLOORS}
    files = {str(path.relative_to(ROOT)) for path in migrations() if path.stem != "__init__"}
    assert files == ours
    assert len(files) >= 8


def strings(value: object) -> Iterator[str]:
    """Every text in a setting, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in (*value.keys(), *value.values()):
            yield from strings(each)
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from strings(each)


TEXTS = sorted({text for name in dir(written) if name.isupper() for text in strings(getattr(written, name))})
MODELS = {settings.AUTH_USER_MODEL, settings.OAUTH2_PROVIDER_APPLICATION_MODEL}
DOTTED = [text for text in TEXTS if re.fullmatch(r"[a-z_]+(\.\w+)+", text) and text.partition(".")[0] in PACKAGES]


def test_settings_are_read_whole() -> None:
    assert len(DOTTED) >= 15
    assert set(DOTTED) > MODELS
    assert PACKAGES > FLOORS > {"province", "settlement"}


@pytest.mark.parametrize("name", sorted(set(DOTTED) - MODELS))
def test_every_dotted_name_of_ours_in_the_settings_is_there(name: str) -> None:
    try:
        import_string(name)
    except ImportError:
        import_module(name)


@pytest.mark.parametrize("name", sorted(MODELS))
def test_every_model_named_in_the_settings_is_there(name: str) -> None:
    assert apps.get_model(name)


def test_every_address_and_template_named_in_the_settings_is_there() -> None:
    addresses = [text for text in TEXTS if re.fullmatch(r"[a-z_]+:[a-z_]+", text)]
    templates = [text for text in TEXTS if re.fullmatch(r"[a-z_/]+\.html", text)]
    assert (len(addresses), len(templates)) >= (2, 1)
    assert all(reverse(address) for address in addresses)
    assert all(get_template(template) for template in templates)
