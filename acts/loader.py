"""Reads an act's policy; once every floor has listed its sections, says what is wrong in it, with file and key."""

import hashlib
from collections.abc import Iterator
from functools import cache

import msgspec
from msgspec import Struct

from acts.files import ActFileError, file_name, file_names, parse_tables, read_text
from acts.parameters import Basis, PolicyNotInForce
from acts.policy import Act, Contradiction, Policy, Section, every_section
from acts.sections import FOLDER, policy_file, readable
from acts.values import converted

HEAD = "act.toml"


class _Province(Struct, forbid_unknown_fields=True):
    name: str
    area: str


@cache
def load_policy(name: str) -> Policy:
    """Return the policy of an act's folder, its sections still unread. Raises ActFileError."""
    file, head = file_name(name, HEAD), _tables(name, HEAD)
    province = readable(file, "province", converted, head.get("province"), _Province)
    act = readable(file, "act", converted, head.get("act"), Act)
    readable(file, "act", lambda: act.in_force)
    files = {each: _tables(name, each) for each in file_names(name, FOLDER)}
    return Policy(
        name=name,
        province=province.name,
        area=province.area,
        act=act,
        fingerprint=hashlib.sha256(msgspec.json.encode([head, files], order="sorted")).hexdigest(),
        files=files,
    )


def _tables(name: str, file: str) -> dict[str, object]:
    return parse_tables(read_text(name, file), file_name(name, file))


def faults(policy: Policy) -> tuple[ActFileError, ...]:
    """Return all that is wrong in an act's policy; values are held against each other once every value can be read."""
    return (*_unreadable(policy), *_unknown(policy)) or tuple(_contradictory(policy))


def _unreadable(policy: Policy) -> Iterator[ActFileError]:
    for section in every_section():
        try:
            policy[section]
        except ActFileError as error:
            yield error


def _unknown(policy: Policy) -> Iterator[ActFileError]:
    declared = {(policy_file(section), section.key) for section in every_section()}
    for file, tables in policy.files.items():
        for key in tables:
            if (file, key) not in declared:
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
