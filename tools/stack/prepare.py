"""What a stack needs before it serves: tables, static files, the demonstration province. Done once per content."""

import hashlib
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tools.stack.files import ROOT, StackError, read_state, write_state

TABLES = ("*/migrations/*.py", "requirements.txt")
STATIC = ("static/**/*", "requirements.txt")


def manage(environment: Mapping[str, str], *arguments: str) -> None:
    """Run a command of manage.py. Raises StackError if it fails."""
    process = subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=False)
    if process.returncode:
        raise StackError(f"manage.py {' '.join(arguments)} failed; what it says stands above.")


def digest(patterns: tuple[str, ...]) -> str:
    """What all these files are. Raises StackError where a pattern finds none: no change of them would be noticed."""
    content = hashlib.sha256()
    for path in sorted(path for pattern in patterns for path in matching(pattern)):
        content.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return content.hexdigest()


def matching(pattern: str) -> list[Path]:
    """The files of that pattern. Raises StackError when there is none."""
    files = [path for path in ROOT.glob(pattern) if path.is_file()]
    if not files:
        raise StackError(f"No file is like {pattern}: the pattern was left behind when the files moved.")
    return files


class Preparation:
    """Notes beside the data what was done for it. `remember` is off for a database elsewhere: that may be new."""

    def __init__(self, base: Path, environment: Mapping[str, str], remember: bool = True) -> None:
        self.path, self.environment = base / "prepared.json", environment
        self.done = read_state(self.path) if remember else {}

    def everything(self) -> None:
        self.tables()
        if self.environment.get("DEBUG") != "1":
            self.static()
        self.seed()

    def tables(self) -> None:
        """Migrate as the owner of the database."""
        if self.is_new("tables", digest(TABLES)):
            print("Preparing the database", flush=True)
            manage({**self.environment, "MIGRATING": "1"}, "migrate", "--verbosity=0")
            self.note("tables", digest(TABLES))

    def static(self) -> None:
        """Collect static files; with DEBUG on they are served from where they lie."""
        if self.is_new("static", digest(STATIC)):
            print("Collecting static files", flush=True)
            manage(self.environment, "collectstatic", "--noinput", "--verbosity=0")
            self.note("static", digest(STATIC))

    def seed(self) -> None:
        """The command itself leaves a database alone that has data."""
        if self.is_new("seed", "done"):
            print("Filling in the demonstration province", flush=True)
            manage({**self.environment, "DEBUG": "1", "DEMO": "1"}, "seed")
            self.note("seed", "done")

    def is_new(self, step: str, content: str) -> bool:
        return self.done.get(step) != content

    def note(self, step: str, content: str) -> None:
        self.done[step] = content
        write_state(self.path, self.done)
