"""Reads a profile: whatever is wrong in it is refused with its file, its key and the reason."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args, get_type_hints

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType, field

from province.rules.period import LATEST, Period
from province.rules.policy.coherence import contradictions
from province.rules.policy.parameters import Entry, Parameter, PolicyNotInForce
from province.rules.policy.schema import MATTER_OF, Act, Policy
from province.rules.register import carries
from province.rules.vocabulary import Basis, Matter

PROFILES = Path(__file__).resolve().parents[2] / "policies"


class PolicyError(Exception):
    """A profile that cannot be used, with the file, the key and the reason."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        self.file, self.key, self.reason = file, key, reason
        super().__init__(f"{file}: {key}: {reason}")


class _Refused(Exception):
    """A reason found below the level that knows the file and the key."""


class _Value(Struct, forbid_unknown_fields=True):
    first: date = field(name="from")
    value: Any
    last: date | None = field(name="to", default=None)
    area: str = ""
    source: str = ""
    basis: Basis | None = None


class _Table(Struct, forbid_unknown_fields=True):
    title: str
    source: str
    basis: Basis
    unit: str = ""
    note: str = ""
    absent: str = ""
    value: Any | UnsetType = UNSET
    values: list[_Value] | UnsetType = UNSET


class _Head(Struct, forbid_unknown_fields=True):
    name: str
    area: str


@cache
def load_policy(name: str) -> Policy:
    """The profile of a province by its file's name. Raises PolicyError."""
    file = PROFILES / f"{name}.toml"
    if not file.is_file():
        raise PolicyError(file.name, "-", "no such profile")
    return parse_policy(file.read_text("utf-8"), name)


def parse_policy(text: str, name: str) -> Policy:
    """A profile's text as a policy. Raises PolicyError naming file, key and reason."""
    file = f"{name}.toml"
    try:
        tables = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(file, "-", f"not TOML: {error}") from error
    fingerprint = hashlib.sha256(msgspec.json.encode(tables, order="sorted")).hexdigest()
    head = _at(file, "province", _converted, tables.pop("province", None), _Head)
    act = _at(file, "act", _converted, tables.pop("act", None), Act)
    policy = Policy(
        name=name,
        province=head.name,
        area=head.area,
        act=act,
        fingerprint=fingerprint,
        **_parameters(file, tables, act.in_force),
    )
    _refuse_contradictions(file, policy)
    return policy


def _refuse_contradictions(file: str, policy: Policy) -> None:
    try:
        for key, reason in contradictions(policy):
            raise PolicyError(file, key, reason)
    except PolicyNotInForce as error:
        raise PolicyError(file, error.parameter, f"no value on {error.day}, where another value leans on it") from error


def _parameters(file: str, tables: dict[str, Any], in_force: Period) -> dict[str, Any]:
    types = _declared()
    for key in sorted(tables.keys() - types.keys()):
        raise PolicyError(file, key, "unknown key")
    for key in (name for name in types if name not in tables):
        raise PolicyError(file, key, "missing")
    found = {key: _at(file, key, _parameter, key, tables[key], types[key], in_force) for key in types}
    _refuse_area_rows(file, found)
    return found


def _declared() -> dict[str, Any]:
    hints = get_type_hints(Policy, include_extras=True)
    names = [f.name for f in fields(Policy) if f.name in hints]
    return {name: get_args(hints[name])[0] for name in names if getattr(hints[name], "__origin__", None) is Parameter}


def _at(file: str, key: str, read: Any, *arguments: Any) -> Any:
    try:
        return read(*arguments)
    except (_Refused, msgspec.ValidationError) as error:
        raise PolicyError(file, key, str(error)) from error


def _parameter(name: str, table: Any, declared: Any, in_force: Period) -> Parameter[Any]:
    raw = _converted(table, _Table)
    unit = _unit(declared)
    given = [raw.value is not UNSET, raw.values is not UNSET, bool(raw.absent)]
    if sum(given) != 1:
        raise _Refused("give exactly one of value, values, absent")
    if raw.unit != unit:
        raise _Refused(f"unit must be {unit!r}, not {raw.unit!r}")
    return Parameter(
        name=name,
        title=raw.title,
        unit=unit,
        source=raw.source,
        basis=raw.basis,
        note=raw.note,
        absent=raw.absent,
        entries=_entries(raw, declared, in_force),
    )


def _entries(raw: _Table, declared: Any, in_force: Period) -> tuple[Entry[Any], ...]:
    if raw.absent:
        return ()
    if isinstance(raw.values, UnsetType):
        return (Entry(in_force, _typed(raw.value, declared), raw.source, raw.basis),)
    rows: dict[str, list[_Value]] = {}
    for row in sorted(raw.values, key=lambda row: row.first):
        rows.setdefault(row.area, []).append(row)
    return tuple(entry for same in rows.values() for entry in _in_turn(same, raw, declared, in_force))


def _in_turn(rows: list[_Value], raw: _Table, declared: Any, in_force: Period) -> list[Entry[Any]]:
    """A value holds until its last day, the next value's eve or the act's end."""
    for row, following in pairwise(rows):
        if following.first <= (row.last or row.first):
            raise _Refused(f"values overlap on {following.first}")
    eves: list[date | None] = [row.first - timedelta(days=1) for row in rows[1:]]
    return [
        Entry(
            _inside(row.first, row.last or eve, in_force),
            _typed(row.value, declared),
            row.source or raw.source,
            row.basis or raw.basis,
            row.area,
        )
        for row, eve in zip(rows, [*eves, in_force.last], strict=True)
    ]


def _inside(first: date, last: date | None, in_force: Period) -> Period:
    ends = last or LATEST
    if ends < first:
        raise _Refused(f"a value from {first} ends before it begins")
    if first < in_force.first or ends > (in_force.last or LATEST):
        raise _Refused(f"a value from {first} lies outside the act's days {in_force}")
    return Period(first, last)


def _converted(raw: Any, declared: Any) -> Any:
    if raw is None:
        raise _Refused("missing")
    return msgspec.convert(raw, declared)


def _typed(raw: Any, declared: Any) -> Any:
    value = _converted(raw, declared)
    if _unit(declared) == "ratio":
        _within(value, Decimal(0), Decimal(1))
    if _unit(declared) == "yuan":
        _within(value, Decimal(0), Decimal(10) ** 9)
    return MappingProxyType(value) if isinstance(value, dict) else value


def _within(value: Any, least: Decimal, most: Decimal) -> None:
    for number in value.values() if isinstance(value, Mapping) else (value,):
        if not (isinstance(number, Decimal) and least <= number <= most):
            raise _Refused(f"{number} is not between {least} and {most}")


def _unit(declared: Any) -> str:
    """The unit that the declared type carries, looked for inside mappings too."""
    for part in getattr(declared, "__metadata__", ()):
        if isinstance(part, Meta) and part.title:
            return part.title
    return next(filter(None, map(_unit, get_args(declared))), "")


@carries("HN-6.1", "HN-6.2", "HN-6.3")
def _refuse_area_rows(file: str, parameters: dict[str, Parameter[Any]]) -> None:
    """An area's own row needs the province's leave for that matter. Source: HN-6."""
    leave = parameters["area_may_set"]
    rows = ((p, e) for p in parameters.values() for e in p.entries if e.area)
    for parameter, entry in rows:
        matter = MATTER_OF.get(parameter.name)
        if matter is None:
            raise PolicyError(file, parameter.name, f"takes no area row, but {entry.area} has one")
        if not _may(leave, matter, entry.period.first):
            raise PolicyError(file, parameter.name, f"area {entry.area} may not set its own {matter} ({leave.source})")


def _may(leave: Parameter[frozenset[Matter]], matter: Matter, day: date) -> bool:
    return leave.in_force(day) and matter in leave.on(day)
