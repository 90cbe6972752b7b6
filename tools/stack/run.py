"""`make run`: the whole system in one terminal, until Ctrl-C."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from tools.stack.crew import Member
from tools.stack.files import StackError, lock_file, read_state
from tools.stack.prepare import Preparation, manage
from tools.stack.records import end_leftovers, record
from tools.stack.server import Server
from tools.stack.stack import Stack
from tools.stack.system import API, EVERY_PART, System

ADDRESSES = frozenset({"DATABASE_URL", "REDIS_URL"})


class Asked(Exception):
    """Someone asked for the end: Ctrl-C, make stop, a closed terminal."""


def run(base: Path) -> int:
    """Serve until asked to end (0) or until a process ends by itself (1)."""
    stack = Stack(base, without=ADDRESSES & os.environ.keys())
    try:
        with lock_file(base / "run.lock", wait=False):
            return serve(stack)
    except BlockingIOError:
        address = read_state(base / "run.json").get("BASE_ADDRESS") or "it is starting"
        raise StackError(f"It runs already: {address}. make stop ends it.") from None


def serve(stack: Stack) -> int:
    """Run everything until it is asked to end; return the exit code."""
    system = System({"DEBUG": "1", "DEMO": "1"})
    try:
        with signals_raised():
            start(stack, system)
            return watch([*system.members.values(), *stack.servers])
    except Asked:
        print("\nStopping", flush=True)
        return 0
    finally:
        system.end()
        stack.stop()
        print("Everything is stopped; the data is kept. make run goes on with it.", flush=True)


def start(stack: Stack, system: System) -> None:
    """Servers, then what is not prepared yet, then web, worker and beat; then say where to look."""
    end_leftovers(stack.base)
    record(stack.base, "", [])
    system.environment |= {**stack.start(), **os.environ}
    system.environment.setdefault("OWNER_DATABASE_URL", system.environment["DATABASE_URL"])
    if os.sep in system.environment.get("PROVINCE", ""):
        manage(system.environment, "check")  # what a folder lacks is told once, and not by every part that starts
    Preparation(stack.base, system.environment, remember=stack.postgres in stack.servers).everything()
    system.start((*EVERY_PART, API) if "API_PORT" in system.environment else EVERY_PART)
    record(stack.base, system.address, [*system.members.values()])
    if system.await_web():
        greet(system)
    elif system.is_whole():
        raise StackError("The web does not answer; what it says stands above.")


def greet(system: System) -> None:
    """Print the address and what to try first."""
    province = Path(system.environment.get("PROVINCE", "hunan")).name
    print(f"\n{system.address}  ({province}; Ctrl-C stops everything)\n", flush=True)
    if API in system.members:
        print(f"接口 / API   {system.api_address}/api/v1/\n", flush=True)
    try:
        manage(system.environment, "demo")
    except StackError as error:
        # The system serves all the same; if a server died meanwhile, the watch says so.
        print(error, flush=True)


@contextmanager
def signals_raised() -> Iterator[None]:
    """The first signal raises Asked; later ones wait for the clean end."""

    def ask(_signal: int, _frame: FrameType | None) -> None:
        heed(signal.SIG_IGN)
        raise Asked

    heed(ask)
    try:
        yield
    finally:
        heed(signal.SIG_IGN)


def heed(handler: Callable[[int, FrameType | None], None] | signal.Handlers) -> None:
    """Set what the signals that end a program do."""
    for kind in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(kind, handler)


def watch(parts: list[Member | Server]) -> int:
    """Return when a part ended that nobody asked to."""
    while all(part.is_alive() for part in parts):
        time.sleep(0.2)
    names = ", ".join(part.name for part in parts if not part.is_alive())
    print(f"\n{names} ended by itself; stopping the others. Nothing acknowledged is lost.", flush=True)
    return 1
