"""The harness: a PostgreSQL and a Valkey of the run's own, a copy of a template database for each process.

Tests connect as the application's role, which cannot change a claim, a ledger row or an event.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

import pytest

from tests.support.memory import folder_of
from tools.stack.files import ROOT
from tools.stack.stack import Stack

BASE = folder_of(ROOT)

# Held shared while a run uses the servers; the last one out stops them and gives the memory back.
_users = (BASE / "users.lock").open("w")
fcntl.flock(_users, fcntl.LOCK_SH)
_stack = Stack(BASE, test=True)
os.environ.update(_stack.start())
# Each process counts in a Valkey database of its own: one may empty it while another counts.
_worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL'].rpartition('/')[0]}/{_worker + 1}"
# The browser's driver leaves an event loop in its thread, which Django takes for a view that must not block.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["DEBUG"] = "1"
os.environ["PROVINCE"] = "hunan"
(BASE / "static").mkdir(exist_ok=True)
os.environ["STATIC_ROOT"] = str(BASE / "static")  # nothing is collected for tests, yet the folder must be there

import django  # noqa: E402  (settings need the environment above)

django.setup()

import hypothesis  # noqa: E402  (as Django)
from django.conf import settings  # noqa: E402
from django.db import connections  # noqa: E402

from acts.loader import load_policy  # noqa: E402
from acts.policy import Policy  # noqa: E402
from province.calendar.queries import forget  # noqa: E402
from tests.support.databases import Databases  # noqa: E402

# A process of a parallel run has loaded its settings with the environment of the process that started it.
settings.REDIS_URL = settings.CELERY_BROKER_URL = settings.CACHES["shared"]["LOCATION"] = os.environ["REDIS_URL"]

# No test asserts a time: a property is as true on a busy machine.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

# A sound hash costs a fifth of a second; tests sign in hundreds of times.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]

pytest_plugins = ["tests.support.obligations"]


def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    with suppress(BlockingIOError):
        fcntl.flock(_users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _stack.stop()
        shutil.rmtree(BASE)
    _users.close()


def use(name: str) -> None:
    """Point Django's connection at another database of the same server."""
    connections["default"].close()
    settings.DATABASES["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name


@pytest.fixture(autouse=True)
def calendar_read_anew() -> None:
    """A process holds the calendar for some seconds; what another test rolled back must not be in it."""
    forget()


@pytest.fixture
def today() -> date:
    """The Monday on which most tests play."""
    return date(2026, 11, 23)


@pytest.fixture
def hunan() -> Policy:
    return load_policy("hunan")


@pytest.fixture
def jiangsu() -> Policy:
    return load_policy("jiangsu")


@pytest.fixture(scope="session")
def databases() -> Databases:
    return Databases(_stack)


@pytest.fixture(scope="session")
def django_db_setup(databases: Databases, django_db_blocker: object) -> Iterator[None]:
    """One copy for each process, rolled back after each test."""
    name = f"test_{os.getpid()}"
    databases.create(name)
    use(name)
    yield
    connections["default"].close()
    databases.drop(name)


@pytest.fixture
def own_database(
    request: pytest.FixtureRequest, databases: Databases, django_db_setup: None, django_db_blocker: object
) -> Iterator[str]:
    """A database of the test's own, for threads and commits: nothing is rolled back, the copy is thrown away."""
    before = settings.DATABASES["default"]["NAME"]
    name = f"own_{os.getpid()}"
    url = databases.create(name)
    use(name)
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield url
        use(before)
    databases.drop(name)


@pytest.fixture(scope="module")
def seeded(databases: Databases, django_db_setup: None, django_db_blocker: object) -> Iterator[str]:
    """The module's tests look at a copy of the demonstration province, rolled back after each; gives the URL of it."""
    before, name = settings.DATABASES["default"]["NAME"], f"seeded_{os.getpid()}"
    url = databases.create(name, seed="seed")
    use(name)
    yield url
    use(before)
    databases.drop(name)
