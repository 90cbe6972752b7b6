"""What the README tells a newcomer to type is typed here, against a real server."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as project

from tests.support.databases import Databases
from tools.stack.files import ROOT
from tools.stack.system import System

SHELL = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def environment(seeded: str, databases: Databases) -> Iterator[dict[str, str]]:
    """What a terminal beside a running demonstration has."""
    variables = databases.variables(project.DATABASES["default"]["NAME"]) | {"DEMO": "1"}
    system = System({**variables, "PORT": "0", "WEB_WORKERS": "1"})
    try:
        system.start(("web",))
        assert system.await_web()
        yield {**variables, "BASE_ADDRESS": system.address}
    finally:
        system.end()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that looks like the project's, for what the commands leave behind."""
    (tmp_path / ".venv").symlink_to(sys.prefix)
    (tmp_path / "manage.py").symlink_to(ROOT / "manage.py")
    (tmp_path / ".local").mkdir()
    return tmp_path


def typed(environment: dict[str, str], folder: Path) -> list[dict[str, object]]:
    """Both blocks of the README, one after the other, and the answers that they show."""
    text = "\n".join(SHELL.findall((ROOT / "README.md").read_text("utf-8")))
    shell = {"env": {**environment, "no_proxy": "*", "HOME": os.environ.get("HOME", "/")}, "cwd": folder}
    done = subprocess.run(["bash", "-eu", "-c", text], **shell, capture_output=True, text=True, timeout=120, check=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def test_the_readme_leads_by_hand_to_a_settlement_and_back(environment: dict[str, str], folder: Path) -> None:
    benefits, preview, settled, reversal = typed(environment, folder)
    assert benefits["active"] is True
    assert preview["setl_id"] is None
    assert settled["fund_pay_sumamt"] == preview["fund_pay_sumamt"]
    assert settled["setl_id"]
    assert reversal["init_setl_id"] == settled["setl_id"]
    assert reversal["fund_pay_sumamt"] == f"-{settled['fund_pay_sumamt']}"
