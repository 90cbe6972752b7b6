"""Reads the dated values of one parameter: their days, type, unit and range."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType
from typing import Any, get_args

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType, field

from acts.parameters import Basis, Entry
from kit.period import LATEST, Period


class Unusable(Exception):
    """A reason found where the file and the key are not known."""


class _Value(Struct, forbid_unknown_fields=True):
    first: date = field(name="from")
    value: Any
    last: date | None = field(name="to", default=None)
    area: str = ""
    source: str = ""
    basis: Basis | None = None


class Table(Struct, forbid_unknown_fields=True):
    """A parameter as an act writes it: exactly one of value, values and absent."""

    source: str
    basis: Basis
    unit: str = ""
    note: str = ""
    absent: str = ""
    carries: list[str] = []
    value: Any | UnsetType = UNSET
    values: list[_Value] | UnsetType = UNSET


def entries_of(raw: Table, value_type: Any, in_force: Period) -> tuple[Entry[Any], ...]:
    """Return the values in turn, each until the next one of its area begins. Raises Unusable, DomainError."""
    if raw.absent:
        return ()
    if isinstance(raw.values, UnsetType):
        return (Entry(in_force, _convert_typed(raw.value, value_type), raw.source, raw.basis),)
    rows: dict[str, list[_Value]] = {}
    for row in sorted(raw.values, key=lambda row: row.first):
        rows.setdefault(row.area, []).append(row)
    return tuple(entry for same in rows.values() for entry in _in_turn(same, raw, value_type, in_force))


def _in_turn(rows: list[_Value], raw: Table, value_type: Any, in_force: Period) -> list[Entry[Any]]:
    """A value holds until its last day, the next value's eve or the act's end."""
    for row, following in pairwise(rows):
        if following.first <= (row.last or row.first):
            raise Unusable(f"values overlap on {following.first}")
    eves: list[date | None] = [row.first - timedelta(days=1) for row in rows[1:]]
    return [
        Entry(
            _inside(row.first, row.last or eve, in_force),
            _convert_typed(row.value, value_type),
            row.source or raw.source,
            row.basis or raw.basis,
            row.area,
        )
        for row, eve in zip(rows, [*eves, in_force.last], strict=True)
    ]


def _inside(first: date, last: date | None, in_force: Period) -> Period:
    ends = last or LATEST
    if ends < first:
        raise Unusable(f"a value from {first} ends before it begins")
    if first < in_force.first or ends > (in_force.last or LATEST):
        raise Unusable(f"a value from {first} lies outside the act's days {in_force}")
    return Period(first, last)


def convert(raw: Any, value_type: Any) -> Any:
    """Return what stands in the file as a value of this type. Raises Unusable, ValidationError."""
    if raw is None:
        raise Unusable("missing")
    return msgspec.convert(raw, value_type)


def _convert_typed(raw: Any, value_type: Any) -> Any:
    value = convert(raw, value_type)
    if unit_of(value_type) == "ratio":
        _within(value, Decimal(0), Decimal(1))
    if unit_of(value_type) == "yuan":
        _within(value, Decimal(0), Decimal(10) ** 9)
    return MappingProxyType(value) if isinstance(value, dict) else value


def _within(value: Any, least: Decimal, most: Decimal) -> None:
    for number in value.values() if isinstance(value, Mapping) else (value,):
        if not (isinstance(number, Decimal) and least <= number <= most):
            raise Unusable(f"{number} is not between {least} and {most}")


def unit_of(value_type: Any) -> str:
    """Return the unit that the declared type carries, looked for inside mappings too."""
    for part in getattr(value_type, "__metadata__", ()):
        if isinstance(part, Meta) and part.title:
            return part.title
    return next(filter(None, map(unit_of, get_args(value_type))), "")
