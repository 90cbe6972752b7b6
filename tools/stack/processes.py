"""Processes, ports and waiting, as the servers and the terminal need them."""

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

import psutil

PATIENCE = 60.0
BLINK = 0.02


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_listened_to(port: int) -> bool:
    """Say whether somebody listens on the port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def works_in(process: psutil.Process, home: Path) -> bool:
    """Say whether the process runs in the folder."""
    try:
        return process.cwd() == str(home) and is_running(process)
    except psutil.Error:
        return False


def is_running(process: psutil.Process) -> bool:
    """Whether it is this very process, and not a zombie, which nobody reaps on some machines."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def wait_for(condition: Callable[[], bool], patience: float = PATIENCE) -> bool:
    """Whether the condition came true in time (seconds)."""
    end = time.monotonic() + patience
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(BLINK)
    return True


def clean_environment() -> dict[str, str]:
    """Without settings that would lead the servers to other libraries, folders or languages."""
    prefixes = ("LD_LIBRARY_PATH", "LD_PRELOAD", "LC_", "LANG")
    clean = {name: value for name, value in os.environ.items() if not name.startswith((*prefixes, "PG"))}
    return {**clean, "LC_ALL": "C.UTF-8"}
