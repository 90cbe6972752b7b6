"""One embedded server: started until it answers with our password, stopped cleanly, killed for the fault tests."""

import signal
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil

from tools.stack.files import StackError, tail
from tools.stack.places import Options
from tools.stack.processes import PATIENCE, clean_environment, free_port, is_listened_to, is_running, wait_for, works_in


class Server(ABC):
    """`kept` is this server's part of the stack's stored state; `save` stores it."""

    name: str
    title: str
    polite: signal.Signals
    options: Options = Options()

    def __init__(self, base: Path, state: dict[str, str | int], save: Callable[[], None], test: bool) -> None:
        self.base, self.kept, self.save, self.test = base, state, save, test
        self.home = base / self.name
        self.log = base / f"{self.name}.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.leader: psutil.Process | None = None

    @property
    @abstractmethod
    def url(self) -> str:
        """Where the application finds it."""

    @abstractmethod
    def answers(self) -> bool:
        """Whether it does what it is for, with our password. A process or an open port alone says nothing."""

    @abstractmethod
    def command(self) -> list[str]:
        """What starts it in the foreground."""

    @abstractmethod
    def prepare(self) -> None:
        """Make its folder and files, where there are none."""

    def start(self) -> None:
        """Bring it up, if it is not. Raises StackError with the end of its log."""
        if self.await_remains():
            return
        self.prepare()
        for _ in range(4):
            self.save()
            if not is_listened_to(int(self.kept["port"])) and self.serve():
                return
            # Another program took the port since it was chosen, be it to listen or to call out from.
            self.kept["port"] = free_port()
        raise StackError(f"{self.title} does not start. The end of {self.log}:\n{tail(self.log)}")

    def serve(self) -> bool:
        """Start the process and wait until it answers; False if it ended instead."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command(),
                cwd="/",
                env=clean_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self.options,
            )
        process = self.process
        return wait_for(lambda: process.poll() is not None or self.answers()) and process.poll() is None

    def await_remains(self) -> bool:
        """Wait for processes of an earlier life to answer (True) or to end (False)."""
        if not wait_for(lambda: not self.processes() or self.answers()):
            ids = ", ".join(str(process.pid) for process in self.processes())
            raise StackError(f"{self.title} is running but does not answer (processes {ids}). make stop ends it.")
        return bool(self.processes())

    def processes(self) -> list[psutil.Process]:
        """Live processes that work in its folder. Zombies are none, nor is a stranger with a recycled id."""
        return [process for process in psutil.process_iter() if works_in(process, self.home)]

    def main(self) -> psutil.Process | None:
        """The process that the others come from."""
        family = self.processes()
        ids = {process.pid for process in family}
        return next((process for process in family if process.ppid() not in ids), None)

    def is_alive(self) -> bool:
        """Whether the process that leads it still runs, be it started here or found running."""
        self.leader = self.leader or self.main()
        return self.leader is not None and is_running(self.leader)

    def stop(self) -> None:
        """Ask it to end, and wait; then insist."""
        for signal_ in (self.polite, signal.SIGQUIT, signal.SIGKILL):
            self.send(signal_)
            if wait_for(lambda: not self.processes(), 20):
                break
        self.reap()

    def kill(self) -> None:
        """kill -9, as a crash would; returns when nothing of it is left."""
        self.end(signal.SIGKILL)

    def end(self, how: signal.Signals) -> None:
        """Send a signal and wait until no process is there."""
        self.send(how)
        wait_for(lambda: not self.processes())
        self.reap()

    def send(self, signal_: signal.Signals) -> None:
        """Send a signal to the main process, if there is one."""
        main = self.main()
        if main is not None:
            with suppress(psutil.NoSuchProcess):
                main.send_signal(signal_)

    def reap(self) -> None:
        """Wait for the process that was started here."""
        self.leader = None
        if self.process is not None:
            self.process.wait(PATIENCE)
            self.process = None
