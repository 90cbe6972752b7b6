"""Files of a stack: kept private, replaced whole, and locked while a stack changes."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


class StackError(Exception):
    """The stack cannot do what was asked; the message says why and how to go on."""


def local(name: str) -> Path:
    """The folder of that name for what this project keeps on this machine."""
    return ROOT / ".local" / name


def province_folder() -> Path:
    """Return where the province in the environment keeps its database, broker and secrets, wherever its act stands.

    Raises StackError where a folder of one's own would share them with an act that comes with the system.
    """
    province = Path(os.environ.get("PROVINCE", "hunan"))
    if len(province.parts) > 1 and (ROOT / "acts" / province.name).is_dir():
        raise StackError(f"{province} is called as the act {province.name} of the system; call the folder otherwise.")
    return Path(os.environ.get("LOCAL_DIR") or local(province.name))


def read_state(path: Path) -> dict[str, Any]:
    """The stored object, or an empty one."""
    try:
        state: dict[str, Any] = json.loads(path.read_text())
    except FileNotFoundError:
        return {}
    return state


def write_state(path: Path, state: dict[str, Any]) -> None:
    """Replace the file whole, readable by its owner only, and on the disk before this returns.

    The keys in it open encrypted columns: a file that a power cut leaves empty would lose them.
    """
    fresh = path.with_suffix(".new")
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(state, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    directory = os.open(path.parent, os.O_RDONLY)
    os.fsync(directory)
    os.close(directory)


@contextmanager
def lock_file(path: Path, wait: bool = True) -> Iterator[None]:
    """Hold a lock that ends with this process, however it ends. Raises BlockingIOError if not to wait."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield


def tail(path: Path, lines: int = 12) -> str:
    """The last lines of a log."""
    return "\n".join(path.read_text(errors="replace").splitlines()[-lines:])
