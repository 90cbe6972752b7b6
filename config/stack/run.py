"""`make run`: the whole system in one terminal, until Ctrl-C."""

import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import psutil

from config.stack.crew import Member, end
from config.stack.files import StackError, locked, read_state, write_state
from config.stack.prepare import Preparation, manage
from config.stack.server import Server, is_running, wait_for
from config.stack.stack import Stack

HOST = "127.0.0.1"
FIRST_PORT = 8000
AS_ROOT_ON_PURPOSE = "ignore:You're running the worker with superuser"
ADDRESSES = frozenset({"DATABASE_URL", "REDIS_URL"})


class Asked(Exception):
    """Someone asked for the end: Ctrl-C, make stop, a closed terminal."""


def run(base: Path) -> int:
    """Serve until asked to end (0) or until a process ends by itself (1)."""
    stack = Stack(base, without=ADDRESSES & os.environ.keys())
    try:
        with locked(base / "run.lock", wait=False):
            return serve(stack)
    except BlockingIOError:
        raise StackError(
            f"It runs already: {read_state(base / 'run.json').get('BASE_ADDRESS')}. make stop ends it."
        ) from None


def serve(stack: Stack) -> int:
    members: list[Member] = []
    try:
        with signals_raised():
            end_leftovers(stack.base)
            environment = {"DEBUG": "1", "DEMO": "1", **stack.start(), **os.environ}
            environment.setdefault("OWNER_DATABASE_URL", environment["DATABASE_URL"])
            Preparation(stack.base, environment, remember=stack.postgres in stack.servers).everything()
            address = start(stack, members, environment)
            greet(address, environment)
            return watch(stack, members)
    except Asked:
        print("\nStopping", flush=True)
        return 0
    finally:
        end(members)
        stack.stop()
        print("Everything is stopped; the data is kept. make run goes on with it.", flush=True)


@contextmanager
def signals_raised() -> Iterator[None]:
    """The first signal raises Asked; later ones wait for the clean end."""

    def ask(*_: Any) -> None:
        heed(signal.SIG_IGN)
        raise Asked

    heed(ask)
    try:
        yield
    finally:
        heed(signal.SIG_IGN)


def heed(handler: Any) -> None:
    for kind in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(kind, handler)


def start(stack: Stack, members: list[Member], environment: dict[str, str]) -> str:
    """Start web, worker and beat; the address once the web answers."""
    listener = listen(environment.get("PORT"))
    port = listener.getsockname()[1]
    environment["BASE_ADDRESS"] = f"http://{HOST}:{port}"
    python = [sys.executable, "-m"]
    celery = [*python, "celery", "--quiet", "-A", "config"]
    web = [*python, "gunicorn", "-c", "python:config.gunicorn", "--bind", f"fd://{listener.fileno()}"]
    worker = [*celery, "worker", "--loglevel=WARNING", "--concurrency=2", "--without-mingle", "--without-gossip"]
    beat = [*celery, "beat", "--loglevel=WARNING", "--pidfile=", f"--schedule={stack.base / 'beat'}"]
    members.append(Member("web", web, environment, keep=(listener.fileno(),)))
    # The web has it now; a second holder would let clients wait for a dead web.
    listener.close()
    calm = {
        **environment,
        "DEBUG": "0",
        "DEMO": "0",
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser",
    }
    members.append(Member("worker", worker, calm))
    members.append(Member("beat", beat, calm))
    record(stack.base, environment["BASE_ADDRESS"], members)
    for member in members:
        member.speak()
    await_web(port, members)
    return environment["BASE_ADDRESS"]


def listen(wanted: str | None) -> socket.socket:
    """A listening socket on the wanted port, or on 8000 or the next free one."""
    for port in [int(wanted)] if wanted else range(FIRST_PORT, FIRST_PORT + 100):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
            listener.listen(256)
            return listener
        except OSError:
            listener.close()
    raise StackError(f"Port {wanted or FIRST_PORT} is taken. make run PORT=... chooses another.")


def await_web(port: int, members: list[Member]) -> None:
    """Wait for the first answer, or for a process to end before it, which `watch` then reports."""
    wait_for(lambda: answers(port) or not all(member.is_alive() for member in members), 30)


def answers(port: int) -> bool:
    connection = HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def greet(address: str, environment: dict[str, str]) -> None:
    print(f"\n{address}  ({environment.get('PROVINCE', 'hunan')}; Ctrl-C stops everything)\n", flush=True)
    manage(environment, "demo")


def watch(stack: Stack, members: list[Member]) -> int:
    """Return when a part ended that nobody asked to."""
    while True:
        parts: list[Member | Server] = [*members, *stack.servers]
        gone = [part.name for part in parts if not part.is_alive()]
        if gone:
            print(
                f"\n{', '.join(gone)} ended by itself; stopping the others. Nothing acknowledged is lost.", flush=True
            )
            return 1
        time.sleep(0.2)


def record(base: Path, address: str, members: list[Member]) -> None:
    """Who runs, so that another terminal can ask for the end and a later start can sweep."""
    processes = [psutil.Process(), *(psutil.Process(member.process.pid) for member in members)]
    ids = [[process.pid, process.create_time()] for process in processes]
    write_state(base / "run.json", {"BASE_ADDRESS": address, "processes": ids})


def recorded(base: Path) -> list[psutil.Process]:
    """Those of the last run that still live: the same id and the same birth."""
    found = []
    for pid, born in read_state(base / "run.json").get("processes", []):
        if psutil.pid_exists(pid):
            process = psutil.Process(pid)
            if is_running(process) and abs(process.create_time() - born) < 1:
                found.append(process)
    return found


def status(base: Path) -> str:
    """The address of the run in this folder. Raises StackError if there is none."""
    if not recorded(base)[:1]:
        raise StackError("The system does not run. make run starts it.")
    return str(read_state(base / "run.json")["BASE_ADDRESS"])


def end_leftovers(base: Path) -> None:
    """End web, worker and beat of a run that was killed."""
    left = recorded(base)
    for process in left:
        process.terminate()
    for process in psutil.wait_procs(left, timeout=20)[1]:
        process.kill()


def stop(base: Path) -> None:
    """End a run from another terminal, or what a killed one left."""
    if not base.exists():
        return
    for process in recorded(base)[:1]:
        process.terminate()
    with locked(base / "run.lock"):
        end_leftovers(base)
        Stack(base).stop()
