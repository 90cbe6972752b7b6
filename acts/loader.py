"""Reads an act's policy; once every floor has listed its sections, says what is wrong in it, with file and key."""

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache, partial

import msgspec
from msgspec import Struct

from acts.files import ActFileError, file_name, file_names, parse_tables, read_all, read_text
from acts.parameters import Basis, PolicyNotInForce
from acts.policy import Act, Contradiction, Policy, Section, every_section
from acts.sections import FOLDER, policy_file, readable
from acts.values import convert

HEAD = "act.toml"


class Province(Struct, forbid_unknown_fields=True):
    name: str
    area: str


@cache
def load_policy(name: str) -> Policy:
    """Return the policy of an act's folder, its sections still unread. Raises ActFileError."""
    province, act = load_head(name)
    files = load_tables(name)
    content = msgspec.json.encode([_tables(name, HEAD), files], order="sorted")
    return Policy(
        name=name,
        province=province.name,
        area=province.area,
        act=act,
        fingerprint=hashlib.sha256(content).hexdigest(),
        files=files,
    )


def load_head(name: str) -> tuple[Province, Act]:
    """Return what an act's folder says of the province and of the act itself. Raises ActFileError."""
    file, head = file_name(name, HEAD), _tables(name, HEAD)
    province = readable(file, "province", convert, head.get("province"), Province)
    act = readable(file, "act", convert, head.get("act"), Act)
    readable(file, "act", lambda: act.in_force)
    return province, act


def load_tables(name: str) -> Mapping[str, dict[str, object]]:
    """Return the tables of every floor's file of an act's folder, by the file. Raises ActFileError."""
    names = file_names(name, FOLDER)
    return dict(zip(names, read_all(partial(_tables, name, file) for file in names), strict=True))


def _tables(name: str, file: str) -> dict[str, object]:
    return parse_tables(read_text(name, file), file_name(name, file))


def faults(policy: Policy) -> tuple[ActFileError, ...]:
    """Return all that is wrong in an act's policy; values are held against each other once every value can be read."""
    return tuple(unusable(policy)) or tuple(_contradictory(policy))


def unusable(policy: Policy) -> Iterator[ActFileError]:
    """Yield each value that cannot be read, and each section that no story declares."""
    for section in every_section():
        try:
            policy[section]
        except ActFileError as error:
            yield from error.faults
    keys = {(policy_file(section), section.key) for section in every_section()}
    for file, tables in policy.files.items():
        for key in tables:
            if (file, key) not in keys:
                yield ActFileError(file_name(policy.name, file), key, "unknown key")


def _contradictory(policy: Policy) -> Iterator[ActFileError]:
    for section in policy.sections():
        try:
            for parameter, reason in (*_foreign_sources(section, policy), *section.contradictions(policy)):
                yield ActFileError(parameter.file, parameter.name, reason)
        except PolicyNotInForce as error:
            reason = f"no value on {error.day}, where another value leans on it"
            yield ActFileError(error.parameter.file, error.parameter.name, reason)


def _foreign_sources(section: Section, policy: Policy) -> Iterator[Contradiction]:
    """What stands on the act's own word names an article of it."""
    for parameter in section.parameters():
        for entry in parameter.entries:
            if entry.basis is Basis.ACT and not entry.source.startswith(f"{policy.act.id}-"):
                yield parameter, f"basis act needs an article of {policy.act.id}, not {entry.source!r}"
