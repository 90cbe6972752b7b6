"""Makes the virtual environment: `python3 venv.py run|dev`. Runs before anything is installed.

A lock keeps two calls apart, a stamp holds the digest of what was installed last.
"""

import fcntl
import hashlib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PINS = {"run": ["requirements.txt"], "dev": ["requirements.txt", "requirements-dev.txt"]}


def digest(group: str) -> str:
    """What the environment depends on: the pins, the build settings and the Python that made it."""
    content = hashlib.sha256(sys.version.encode() + str(VENV).encode())
    for name in [*PINS[group], "pyproject.toml"]:
        content.update((ROOT / name).read_bytes())
    return content.hexdigest()


def is_made(group: str) -> bool:
    """Whether the stamp of this kind, or of the larger one, is up to date."""
    stamps = {kind: VENV / f".{kind}.stamp" for kind in PINS if kind in {group, "dev"}}
    return PYTHON.exists() and any(
        stamp.exists() and stamp.read_text() == digest(kind) for kind, stamp in stamps.items()
    )


def make(group: str) -> None:
    """Create the environment where there is none, then bring it in step with the pins."""
    print(f"Installing what {PINS[group][-1]} pins into .venv (once; about 15 to 60 seconds)", flush=True)
    if not PYTHON.exists() or subprocess.run([PYTHON, "-m", "uv", "--version"], capture_output=True).returncode:
        create()
    # The smaller kind adds only: it must not take the developers' tools away.
    verb = ["sync"] if group == "dev" else ["install", "-r"]
    run(
        PYTHON,
        "-m",
        "uv",
        "-q",
        "pip",
        verb[0],
        "--require-hashes",
        "--compile-bytecode",
        *verb[1:],
        PINS[group][-1],
    )
    (VENV / f".{group}.stamp").write_text(digest(group))


def create() -> None:
    """A bare environment and, from its pinned hashes, uv."""
    with_pip: list[str | Path] = [sys.executable, "-m", "venv", "--clear", VENV]
    pip: list[str | Path] = [PYTHON, "-m", "pip"]
    if subprocess.run(with_pip, capture_output=True, check=False).returncode:
        # Debian without python3-venv has no ensurepip; its own pip can still install into the folder.
        run(sys.executable, "-m", "venv", "--clear", "--without-pip", VENV)
        pip = [sys.executable, "-m", "pip", "--python", PYTHON]
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as pin:
        pin.write(pin_of("uv"))
        pin.flush()
        run(*pip, "install", "-q", "--no-deps", "--require-hashes", "-r", pin.name)


def pin_of(package: str) -> str:
    """The lines that pin one package with its hashes."""
    text = (ROOT / PINS["run"][0]).read_text()
    match = re.search(rf"^{package}==.*?(?=^\S)", text + "\nend", re.MULTILINE | re.DOTALL)
    if match is None:
        raise SystemExit(f"requirements.txt does not pin {package}.")
    return match.group()


def run(*command: str | Path) -> None:
    """Run a step with the environment's own bytecode and without another environment in the way."""
    names = {"PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME"}
    clean = {name: value for name, value in os.environ.items() if name not in names}
    process = subprocess.run(command, cwd=ROOT, env={**clean, "VIRTUAL_ENV": str(VENV)}, check=False)
    if process.returncode:
        raise SystemExit(f"The environment could not be made: {' '.join(map(str, command))} failed.")


def main(group: str) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - an older one may well call this
        raise SystemExit(
            f"Python 3.11 or later is needed; this is {sys.version.split()[0]}. Try make PYTHON=python3.11"
        )
    if is_made(group):
        return
    with (ROOT / ".venv.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_made(group):
            make(group)


if __name__ == "__main__":
    main(sys.argv[1])
