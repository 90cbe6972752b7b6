"""`make run` as a whole: real processes of the real system in a folder and on a port of their own."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest

from tools.stack.files import ROOT, read_state
from tools.stack.keys import fresh_keys
from tools.stack.processes import free_port, wait_for
from tools.stack.records import living_processes
from tools.stack.stack import Stack

pytestmark = [pytest.mark.prove, pytest.mark.xdist_group("run")]
FROM_THE_HARNESS = {"DATABASE_URL", "OWNER_DATABASE_URL", "REDIS_URL", "DEBUG", "DEMO", *fresh_keys()}


class Terminal:
    """One `make run`, its output in a file."""

    def __init__(self, base: Path) -> None:
        self.base, self.output = base, base.with_suffix(".out")
        kept = {name: value for name, value in os.environ.items() if name not in FROM_THE_HARNESS}
        self.environment = {**kept, "LOCAL_DIR": str(base), "PORT": str(free_port()), "PROVINCE": "hunan"}

    def run(self) -> None:
        """Start, and wait until the web answers."""
        self.start()
        assert wait_for(lambda: "Ctrl-C stops everything" in self.said() or self.has_ended(), 120), self.said()
        assert not self.has_ended(), self.said()

    def cost(self) -> float:
        """Seconds of a core that it took so far; a busy machine stretches the clock, not these."""
        processes = [psutil.Process(self.process.pid), *psutil.Process(self.process.pid).children(recursive=True)]
        return sum(sum(process.cpu_times()[:4]) for process in processes)

    def start(self) -> None:
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tools.stack", "run"],
                cwd=ROOT,
                env=self.environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def said(self) -> str:
        return self.output.read_text()

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def answer(self) -> bytes:
        with urlopen(f"{self.address}/health", timeout=10) as response:
            body: bytes = response.read()
            return body

    @property
    def address(self) -> str:
        return str(read_state(self.base / "run.json")["BASE_ADDRESS"])

    def part(self, name: str) -> psutil.Process:
        """A process of the run: itself, web, worker, beat, or a server of its stack."""
        places = ("run", "web", "worker", "beat")
        if name in places:
            return psutil.Process(json.loads((self.base / "run.json").read_text())["processes"][places.index(name)][0])
        server = next(server for server in Stack(self.base).servers if server.name == name).main()
        assert server is not None
        return server

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """Seeded once; each test leaves it stopped."""
    terminal = Terminal(tmp_path_factory.mktemp("run") / "hunan")
    terminal.run()
    assert terminal.end() == 0
    yield terminal
    subprocess.run([sys.executable, "-m", "tools.stack", "stop"], cwd=ROOT, env=terminal.environment, check=True)


def test_a_second_run_repeats_nothing_and_costs_two_cores_less_than_5_seconds(terminal: Terminal) -> None:
    terminal.run()
    assert terminal.cost() < 2 * 5
    assert "Preparing" not in terminal.said()
    assert "Filling in" not in terminal.said()
    assert terminal.end() == 0


def test_a_run_that_ends_clean_leaves_nothing_behind(terminal: Terminal) -> None:
    terminal.run()
    assert terminal.answer() == b"ok"
    assert terminal.end() == 0
    stack = Stack(terminal.base)
    assert (living_processes(terminal.base), stack.postgres.processes(), stack.valkey.processes()) == ([], [], [])


@pytest.mark.parametrize("part", ["web", "worker", "beat", "postgres", "valkey"])
def test_when_one_process_is_killed_the_others_stop_and_the_next_run_works(terminal: Terminal, part: str) -> None:
    terminal.run()
    terminal.part(part).kill()
    assert terminal.process.wait(60) == 1
    assert f"{part} ended by itself" in terminal.said()
    assert "make run goes on" in terminal.said()
    assert living_processes(terminal.base) == []


def test_a_killed_run_takes_its_processes_along_and_the_next_one_works(terminal: Terminal) -> None:
    terminal.run()
    terminal.process.kill()
    terminal.process.wait()
    assert wait_for(lambda: not living_processes(terminal.base), 30)
    terminal.run()
    assert terminal.answer() == b"ok"
    assert terminal.end() == 0


def test_a_second_run_of_the_same_province_names_the_first(terminal: Terminal) -> None:
    terminal.run()
    again = subprocess.run(
        [sys.executable, "-m", "tools.stack", "run"],
        cwd=ROOT,
        env=terminal.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (again.returncode, terminal.address in again.stderr) == (1, True)
    assert terminal.end() == 0


def test_a_run_that_is_still_starting_can_be_stopped_from_elsewhere(terminal: Terminal) -> None:
    terminal.start()
    assert wait_for(lambda: terminal.process.pid in {process.pid for process in living_processes(terminal.base)}, 30)
    subprocess.run([sys.executable, "-m", "tools.stack", "stop"], cwd=ROOT, env=terminal.environment, check=True)
    assert terminal.process.wait(60) == 0
