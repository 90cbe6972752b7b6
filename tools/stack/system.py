"""The application over a stack: web, worker and beat, with the environment that they share."""

import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tools.stack.crew import Member, end
from tools.stack.files import StackError
from tools.stack.prepare import Preparation
from tools.stack.processes import wait_for
from tools.stack.stack import Stack

HOST = "127.0.0.1"
FIRST_PORT = 8000
EVERY_PART = ("web", "worker", "beat")
API = "api"  # the web once more, for programs alone: as in production, where no page can hold the counter's workers
PYTHON = (sys.executable, "-m")
CELERY = (*PYTHON, "celery", "--quiet", "-A", "config")
WORKER = (*CELERY, "worker", "--loglevel=WARNING", "--concurrency=2", "--without-mingle", "--without-gossip")
BEAT = (*CELERY, "beat", "--loglevel=WARNING", "--pidfile=")
WEB = (*PYTHON, "gunicorn", "-c", "python:config.gunicorn", "--bind")
AS_ROOT_ON_PURPOSE = "ignore:You're running the worker with superuser"


class System:
    """The parts that run, by name. `end` and `start_part` serve the fault tests as well."""

    web = WEB

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = dict(environment)
        self.members: dict[str, Member] = {}

    @property
    def address(self) -> str:
        """The address of the web."""
        return self.environment["BASE_ADDRESS"]

    def start(self, parts: tuple[str, ...] = EVERY_PART) -> None:
        """Start these parts, in order."""
        for part in parts:
            self.start_part(part)

    def await_web(self) -> bool:
        """Wait until the web answers (True) or a part has ended instead (False)."""
        return wait_for(lambda: not self.is_whole() or answers(self.address)) and self.is_whole()

    def start_part(self, part: str) -> None:
        """Start one part, also again after it was killed; the web comes back on its port."""
        starters = {"web": self.start_web, API: self.start_api, "worker": self.start_worker, "beat": self.start_beat}
        starters[part]()

    def kill_part(self, part: str) -> None:
        """kill -9 of its main process and, as the kernel's killer would in the end, of its children."""
        self.members[part].process.kill()
        self.members[part].sweep()

    def start_web(self) -> None:
        """The web gets a socket that listens already: no other program can take the port in between."""
        with listen(self.environment.get("PORT")) as listener:
            self.environment["PORT"] = str(listener.getsockname()[1])
            self.environment["BASE_ADDRESS"] = f"http://{HOST}:{self.environment['PORT']}"
            descriptor = listener.fileno()
            self.members["web"] = Member("web", [*self.web, f"fd://{descriptor}"], self.environment, keep=(descriptor,))

    def start_api(self) -> None:
        """Start the workers of the programs on a port of their own."""
        with listen(self.environment.get("API_PORT")) as listener:
            self.environment["API_PORT"] = str(listener.getsockname()[1])
            environment = {**self.environment, "WEB_WORKERS": self.environment.get("API_WORKERS", "2")}
            descriptor = listener.fileno()
            self.members[API] = Member(API, [*self.web, f"fd://{descriptor}"], environment, keep=(descriptor,))

    @property
    def api_address(self) -> str:
        """Where programs find it: workers of their own where there are some."""
        return f"http://{HOST}:{self.environment['API_PORT']}" if API in self.members else self.address

    def start_worker(self) -> None:
        """Start the worker."""
        self.members["worker"] = Member("worker", [*WORKER], self.calm())

    def start_beat(self) -> None:
        """Start the clock of the jobs."""
        self.members["beat"] = Member("beat", [*BEAT], self.calm())

    def calm(self) -> dict[str, str]:
        """Jobs keep no list of their queries, and may run as root on a developer's machine."""
        return {**self.environment, "DEBUG": "0", "DEMO": "0", "PYTHONWARNINGS": AS_ROOT_ON_PURPOSE}

    def is_whole(self) -> bool:
        """Say whether every part is alive."""
        return all(member.is_alive() for member in self.members.values())

    def end(self) -> None:
        """End every part."""
        end([*self.members.values()])


def listen(address: str | None) -> socket.socket:
    """A listening socket on the wanted port, or on 8000 or the next free one. Raises StackError if it is taken."""
    for port in [int(address)] if address else range(FIRST_PORT, FIRST_PORT + 100):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
            listener.listen(256)
            return listener
        except OSError:
            listener.close()
    raise StackError(f"Port {address or FIRST_PORT} is taken. make run PORT=... chooses another.")


def answers(address: str) -> bool:
    """Whether the web answers as it would to a proxy that ends TLS."""
    connection = HTTPConnection(address.removeprefix("http://"), timeout=10)
    try:
        connection.request("GET", "/health", headers={"X-Forwarded-Proto": "https"})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


@contextmanager
def serving(environment: Mapping[str, str], parts: tuple[str, ...] = ("web",)) -> Iterator[System]:
    """Run parts on a stack that is up, from the moment the web answers."""
    system = System(environment)
    try:
        system.start(parts)
        system.await_web()
        yield system
    finally:
        system.end()


@contextmanager
def production_system(base: Path, parts: tuple[str, ...] = ("web",)) -> Iterator[tuple[Stack, System]]:
    """A seeded system in a folder of its own, as in production: DEBUG off, every commit on the disk.

    For benchmarks and faults. Clients speak as the proxy does, with `X-Forwarded-Proto: https`.
    """
    stack = Stack(base)
    try:
        environment = {"PATH": "/usr/bin:/bin", **stack.start(), "PORT": "0"}
        Preparation(base, environment).everything()
        with serving(environment, parts) as system:
            yield stack, system
    finally:
        stack.stop()
