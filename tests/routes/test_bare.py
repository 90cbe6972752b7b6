"""The pages in what `make run` and the image install: the packages of requirements.txt, and none of the developers'."""

import json
import subprocess
import sys
from urllib.parse import urlsplit

from province.staff.words import Role
from tests.factories.province import AccountFactory
from tests.support.databases import Databases
from tools.stack.files import ROOT


def test_every_page_opens_without_the_developers_packages(own_database: str, databases: Databases) -> None:
    for role in Role.values:
        AccountFactory(role=role)
    environment = databases.variables(urlsplit(own_database).path.removeprefix("/"))
    command = [sys.executable, "-m", "tests.support.bare"]
    done = subprocess.run(
        command, cwd=ROOT, env={**environment, "LOG_LEVEL": "ERROR"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert {"pytest", "brotli", "factory", "mypy"} <= set(told["refused"])
    assert told["answers"]["province:register"] == 200
    assert {name: status for name, status in told["answers"].items() if status >= 500} == {}
    assert list(told["answers"].values()).count(200) > 25
