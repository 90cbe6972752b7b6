"""`python -m tools.stack.pins`: whether the pinned requirements are those that pyproject.toml asks for."""

import re
import sys
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.stack.files import ROOT

PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ;]+).*?(?=^[a-z]|\Z)", re.MULTILINE | re.DOTALL)


def complaints(asked: list[str], pinned: str, mark: str) -> list[str]:
    """What is asked for and not pinned so, and what is pinned for us (`mark`) and not asked for any more."""
    pins = {found["name"]: found for found in PIN.finditer(pinned)}
    wanted: dict[str, Requirement] = {canonicalize_name(found.name): found for found in map(Requirement, asked)}
    unmet = [name for name, need in wanted.items() if name not in pins or pins[name]["version"] not in need.specifier]
    unasked = [name for name, pin in pins.items() if mark in pin.group() and name not in wanted]
    unhashed = [name for name, pin in pins.items() if "--hash=sha256:" not in pin.group()]
    told: dict[str, list[str]] = {
        "is not pinned as asked": unmet,
        "is pinned but not asked for": unasked,
        "has no hash": unhashed,
    }
    return [f"{name} {what}" for what, names in told.items() for name in names]


def main() -> int:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked, more = project["project"]["dependencies"], project["dependency-groups"]["dev"]
    run, dev = (ROOT / "requirements.txt").read_text(), (ROOT / "requirements-dev.txt").read_text()
    found = complaints(asked, run, "(pyproject.toml)") + complaints(asked + more, dev, "(pyproject.toml")
    print("\n".join([*found, "make requirements pins anew."] if found else ["The pins are those of pyproject.toml."]))
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
