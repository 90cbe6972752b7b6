"""Production settings: nothing for Django to complain about, headers on every answer, no demonstration."""

import subprocess
import sys

import pytest

from tests.support.databases import Databases
from tools.stack.files import ROOT


def manage(databases: Databases, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**databases.environment, "PATH": "/usr/bin:/bin", "DEBUG": "0", **variables}
    command = [sys.executable, "-W", "error", "manage.py", *words]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_the_deployment_check_finds_nothing(databases: Databases) -> None:
    done = manage(databases, "check", "--deploy", "--fail-level=WARNING")
    assert (done.returncode, "no issues" in done.stdout) == (0, True), done.stdout + done.stderr


@pytest.mark.parametrize("words", [["check"], ["seed"], ["migrate"]])
def test_the_demonstration_does_not_start_in_production(databases: Databases, words: list[str]) -> None:
    done = manage(databases, *words, DEMO="1")
    assert done.returncode != 0
    assert "DEMO accounts and secrets refuse to start with DEBUG off" in done.stderr


def test_a_demonstration_shows_nobody_a_page_for_developers(databases: Databases) -> None:
    show = "from django.conf import settings; print(settings.DEBUG, settings.SESSION_COOKIE_SECURE)"
    done = manage(databases, "shell", "--no-imports", "-c", show, DEBUG="1", DEMO="1")
    assert done.stdout.split() == ["False", "False"], done.stderr


@pytest.mark.parametrize("secret", ["SECRET_KEY", "IDENTITY_KEYS", "LOOKUP_KEY", "API_TOKEN_KEY", "PRESCRIPTION_KEY"])
def test_no_secret_has_a_default(databases: Databases, secret: str) -> None:
    environment = {name: value for name, value in databases.environment.items() if name != secret}
    command = [sys.executable, "manage.py", "check"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert secret in done.stderr
