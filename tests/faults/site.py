"""A web of its own over a database of its own, on a stack as in production, and people at its counters."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil
from psycopg2.sql import SQL, Identifier

from tests.faults.checkers import Evidence, violations
from tests.faults.clients import Load, at_work
from tests.faults.history import Attempt, History
from tests.faults.snapshot import read
from tests.support.databases import renamed
from tests.support.population.values import Population, Size, from_json
from tools.stack.files import ROOT
from tools.stack.postgres import DATABASE, OWNER
from tools.stack.prepare import Preparation
from tools.stack.processes import wait_for
from tools.stack.stack import Stack
from tools.stack.system import System

STEP = 60  # requests from one blow to the next
PATIENCE = 120.0
NEAR_THEIR_LIMITS = Size(patients=60, prescriptions=3, packs=(4, 10, 1000), left=4000)


@dataclass(frozen=True)
class Examined:
    """What is known when all is over."""

    attempts: tuple[Attempt, ...]
    violations: dict[str, list[str]]

    def times(self, status: int | None) -> int:
        return sum(attempt.status == status for attempt in self.attempts)

    @property
    def statuses(self) -> set[int | None]:
        return {attempt.status for attempt in self.attempts}


@dataclass
class Site:
    """Everything that a fault can hit, and the clients that suffer it."""

    stack: Stack
    system: System
    load: Load

    @property
    def workers(self) -> list[psutil.Process]:
        return psutil.Process(self.system.members["web"].process.pid).children()

    def more(self, requests: int = STEP) -> None:
        """Let the clients work on until so many more requests were begun."""
        wanted = len(self.load.history.rows) + requests
        assert wait_for(lambda: len(self.load.history.rows) >= wanted, PATIENCE), "the clients stand still"

    @contextmanager
    def at_work(self, seed: int) -> Iterator[list[Examined]]:
        """Eight clients at work during the block; what they and the database say is in the list after it."""
        url, found = self.system.environment["DATABASE_URL"], []
        before = read(url)
        with at_work(self.load, seed):
            yield found
            self.more()
        attempts = self.load.history.attempts
        found.append(Examined(attempts, violations(Evidence(attempts, read(url), before))))


@contextmanager
def production_stack(base: Path) -> Iterator[Stack]:
    """Servers with every commit on the disk, the tables made; thrown away at the end."""
    stack = Stack(base)
    try:
        preparation = Preparation(base, {"PATH": "/usr/bin:/bin", **stack.start()})
        preparation.tables()
        preparation.static()
        yield stack
    finally:
        for server in stack.servers:
            server.kill()


@contextmanager
def open_site(stack: Stack, name: str, file: Path, kind: type[System] = System) -> Iterator[Site]:
    """A web without DEBUG over a copy of the stack's database, with patients near their limits."""
    environment = {"PATH": "/usr/bin:/bin", **stack.environment(), "PORT": "0"}
    stack.postgres.execute(
        SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(*map(Identifier, (name, DATABASE, OWNER)))
    )
    for url in ("DATABASE_URL", "OWNER_DATABASE_URL"):
        environment[url] = renamed(environment[url], name)
    population, system = populated(environment, NEAR_THEIR_LIMITS), kind(environment)
    try:
        system.start(("web",))
        assert system.await_web()
        yield Site(stack, system, Load(population, History(file), lambda: system.address))
    finally:
        system.kill_part("web")


def populated(environment: dict[str, str], size: Size) -> Population:
    """A population in the database of that environment."""
    command = [sys.executable, "-m", "tests.support.population", json.dumps(asdict(size))]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return from_json(done.stdout)
