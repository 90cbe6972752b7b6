"""`python -m tools.stack.pins`: whether the pinned requirements are those that pyproject.toml asks for."""

import re
import sys
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.stack.files import ROOT

PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ;]+).*?(?=^[a-z]|\Z)", re.MULTILINE | re.DOTALL)


def complaints(lines: list[str], text: str, mark: str) -> list[str]:
    """What is asked for and not pinned so, and what is pinned for us (`mark`) and not asked for any more."""
    pins = {match["name"]: match for match in PIN.finditer(text)}
    requirements: dict[str, Requirement] = {canonicalize_name(need.name): need for need in map(Requirement, lines)}
    loose = [
        name for name, need in requirements.items() if name not in pins or pins[name]["version"] not in need.specifier
    ]
    extra = [name for name, pin in pins.items() if mark in pin.group() and name not in requirements]
    without_hash = [name for name, pin in pins.items() if "--hash=sha256:" not in pin.group()]
    faults: dict[str, list[str]] = {
        "is not pinned as asked": loose,
        "is pinned but not asked for": extra,
        "has no hash": without_hash,
    }
    return [f"{name} {fault}" for fault, names in faults.items() for name in names]


def main() -> int:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lines, more = project["project"]["dependencies"], project["dependency-groups"]["dev"]
    run, dev = (ROOT / "requirements.txt").read_text(), (ROOT / "requirements-dev.txt").read_text()
    faults = complaints(lines, run, "(pyproject.toml)") + complaints(lines + more, dev, "(pyproject.toml")
    print("\n".join([*faults, "make requirements pins anew."] if faults else ["The pins are those of pyproject.toml."]))
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
