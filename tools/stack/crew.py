"""Several processes in one terminal: started together, their lines marked, ended together.

honcho was tried for this: it gives a process 5 seconds to end and leaves its children behind when it is killed.
"""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from threading import Thread
from typing import IO

from tools.stack.files import ROOT
from tools.stack.processes import wait_for

GRACE = 20.0
LAST_WORDS = 2.0
DIE_WITH_PARENT = 1


class Member:
    """One process with a name; it ends with its parent, even if that is killed."""

    def __init__(
        self, name: str, command: list[str], environment: Mapping[str, str], keep: tuple[int, ...] = ()
    ) -> None:
        self.name = name
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            pass_fds=keep,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            # Ctrl-C reaches the parent alone, which then ends the others in order.
            start_new_session=True,
            preexec_fn=die_with_parent,
        )
        self.voice = Thread(target=copy, args=(self.name, self.process.stdout), daemon=True)
        self.voice.start()

    def is_alive(self) -> bool:
        return self.process.poll() is None

    def ask(self) -> None:
        if self.is_alive():
            self.process.terminate()

    def sweep(self) -> None:
        """End what is left of it: children of a killed parent among them."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.voice.join(LAST_WORDS)


def end(members: list[Member]) -> None:
    """Ask all at once, wait, then insist."""
    for member in members:
        member.ask()
    wait_for(lambda: not any(member.is_alive() for member in members), GRACE)
    for member in members:
        member.sweep()


def copy(name: str, lines: IO[bytes]) -> None:
    with lines, suppress(BrokenPipeError):
        for line in lines:
            sys.stdout.write(f"{name:<7}| {line.decode(errors='replace')}")
            sys.stdout.flush()


if sys.platform == "linux":
    _libc = ctypes.CDLL(None)

    def die_with_parent() -> None:
        _libc.prctl(DIE_WITH_PARENT, signal.SIGTERM)

else:

    def die_with_parent() -> None:
        """Elsewhere the next start ends what a killed parent left behind."""
