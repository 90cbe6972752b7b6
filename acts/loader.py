"""Reads a policy: whatever is wrong in it is refused with its file, its key and the reason."""

import hashlib
from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any, get_origin, get_type_hints

import msgspec
from msgspec import Struct

from acts.coherence import contradictions
from acts.demands import carries
from acts.files import ActFileError, file_name, parse_tables, read_text
from acts.parameters import Parameter, PolicyNotInForce, Switch
from acts.schema import MATTER_OF, Act, Matter, Policy
from acts.values import Unusable, converted, read_parameter
from kit.errors import DomainError
from kit.period import Period

FILE = "policy.toml"


class _Head(Struct, forbid_unknown_fields=True):
    name: str
    area: str


@cache
def load_policy(name: str) -> Policy:
    """The policy of an act's folder. Raises ActFileError."""
    return parse_policy(read_text(name, FILE), name)


def parse_policy(text: str, name: str) -> Policy:
    """A policy's text as a policy. Raises ActFileError naming file, key and reason."""
    file = file_name(name, FILE)
    tables = parse_tables(text, file)
    fingerprint = hashlib.sha256(msgspec.json.encode(tables, order="sorted")).hexdigest()
    head = _at(file, "province", converted, tables.pop("province", None), _Head)
    act = _at(file, "act", converted, tables.pop("act", None), Act)
    policy = Policy(
        name=name,
        province=head.name,
        area=head.area,
        act=act,
        fingerprint=fingerprint,
        **_parameters(file, tables, _at(file, "act", lambda: act.in_force)),
    )
    _refuse_contradictions(file, policy)
    return policy


def _refuse_contradictions(file: str, policy: Policy) -> None:
    try:
        for key, reason in contradictions(policy):
            raise ActFileError(file, key, reason)
    except PolicyNotInForce as error:
        raise ActFileError(
            file, error.parameter, f"no value on {error.day}, where another value leans on it"
        ) from error


def _parameters(file: str, tables: dict[str, Any], in_force: Period) -> dict[str, Any]:
    types = _declared()
    for key in sorted(tables.keys() - types.keys()):
        raise ActFileError(file, key, "unknown key")
    for key in (name for name in types if name not in tables):
        raise ActFileError(file, key, "missing")
    found = {key: _at(file, key, read_parameter, key, tables[key], types[key], in_force) for key in types}
    _refuse_area_rows(file, found)
    return found


def _declared() -> dict[str, Any]:
    hints = get_type_hints(Policy, include_extras=True)
    names = [f.name for f in fields(Policy) if f.name in hints]
    return {name: hints[name] for name in names if hints[name] is Switch or get_origin(hints[name]) is Parameter}


def _at(file: str, key: str, read: Any, *arguments: Any) -> Any:
    try:
        return read(*arguments)
    except (Unusable, DomainError, msgspec.ValidationError) as error:
        raise ActFileError(file, key, str(error)) from error


@carries("area_rows_by_leave")
def _refuse_area_rows(file: str, parameters: dict[str, Any]) -> None:
    """An area's own row needs the province's leave for that matter. Source: HN-6."""
    leave = parameters["area_may_set"]
    rows = ((p, e) for p in parameters.values() for e in p.entries if e.area)
    for parameter, entry in rows:
        matter = MATTER_OF.get(parameter.name)
        if matter is None:
            raise ActFileError(file, parameter.name, f"takes no area row, but {entry.area} has one")
        if not _may(leave, matter, entry.period.first):
            raise ActFileError(file, parameter.name, f"area {entry.area} may not set its own {matter} ({leave.source})")


def _may(leave: Parameter[frozenset[Matter]], matter: Matter, day: date) -> bool:
    return leave.in_force(day) and matter in leave.on(day)
