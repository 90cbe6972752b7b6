"""Who runs, written beside the data: so that another terminal can ask for the end, and a later start can sweep."""

from pathlib import Path

import psutil

from tools.stack.crew import Member
from tools.stack.files import StackError, lock_file, read_state, write_state
from tools.stack.processes import is_running
from tools.stack.stack import Stack

SAME_BIRTH = 1.0


def record(base: Path, address: str, members: list[Member]) -> None:
    """This process first, then its members. The address is empty until there is one."""
    processes = [psutil.Process(), *(psutil.Process(member.process.pid) for member in members)]
    ids = [[process.pid, process.create_time()] for process in processes]
    write_state(base / "run.json", {"BASE_ADDRESS": address, "processes": ids})


def living_processes(base: Path) -> list[psutil.Process]:
    """Those of the last run that still live: the same id and the same birth (a clock may have been set a little)."""
    processes = []
    for pid, since in read_state(base / "run.json").get("processes", []):
        if psutil.pid_exists(pid):
            process = psutil.Process(pid)
            if is_running(process) and abs(process.create_time() - since) < SAME_BIRTH:
                processes.append(process)
    return processes


def status(base: Path) -> str:
    """The address of the run in this folder. Raises StackError if there is none."""
    address = read_state(base / "run.json").get("BASE_ADDRESS")
    if not (living_processes(base) and address):
        raise StackError("The system does not run, or not yet. make run starts it.")
    return str(address)


def end_leftovers(base: Path) -> None:
    """End web, worker and beat of a run that was killed."""
    processes = living_processes(base)
    for process in processes:
        process.terminate()
    for process in psutil.wait_procs(processes, timeout=20)[1]:
        process.kill()


def stop(base: Path) -> None:
    """End a run from another terminal, or what a killed one left."""
    if not base.exists():
        return
    for process in living_processes(base)[:1]:
        process.terminate()
    with lock_file(base / "run.lock"):
        end_leftovers(base)
        Stack(base).stop()
