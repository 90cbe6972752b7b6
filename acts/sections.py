"""Reads one section of an act: the table of a story in the file of its floor, parameter by parameter."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import partial
from typing import Any, TypeVar, get_args, get_type_hints

import msgspec
from msgspec import UNSET

from acts.files import ActFileError, file_name, read_all, refuse
from acts.parameters import DatedValue, Parameter, Switch
from acts.values import Table, Unusable, convert, entries_of, unit_of
from kit.errors import DomainError
from kit.period import Period

FOLDER = "policy"
T = TypeVar("T")


def policy_file(section: Any) -> str:
    """Return the file of an act in which a section stands: one for each floor."""
    return f"{FOLDER}/{section.floor()}.toml"


def read_section(section: Any, files: Mapping[str, Mapping[str, Any]], act: str, in_force: Period) -> Any:
    """Return a section with every parameter that it declares.

    Raises ActFileError naming file, key and reason of all that is wrong.
    """
    file, table = file_name(act, policy_file(section)), files.get(policy_file(section), {}).get(section.key)
    if not isinstance(table, dict):
        raise ActFileError(file, section.key, "missing")
    columns = {column.name: column for column in fields(section)}
    hints = get_type_hints(section, include_extras=True)
    unknown = [ActFileError(file, f"{section.key}.{name}", "unknown key") for name in table if name not in columns]
    readers: list[Callable[[], Any]] = [partial(refuse, unknown)]
    readers += [
        partial(_read, file, section.key, table, column, hints[name], in_force) for name, column in columns.items()
    ]
    _, *parameters = read_all(readers)
    return section(**dict(zip(columns, parameters, strict=True)))


def _read(
    file: str, section: str, table: dict[str, Any], value_type: Any, hint: Any, in_force: Period
) -> DatedValue[Any]:
    key = f"{section}.{value_type.name}"
    raw = readable(file, key, convert, table.get(value_type.name), Table)
    return readable(file, key, _parameter, file, key, raw, hint, value_type.metadata, in_force)


def _parameter(
    file: str, key: str, raw: Table, hint: Any, words: Mapping[str, str], in_force: Period
) -> DatedValue[Any]:
    kind, value_type = (Switch, bool) if hint is Switch else (Parameter, get_args(hint)[0])
    if sum([raw.value is not UNSET, raw.values is not UNSET, bool(raw.absent)]) != 1:
        raise Unusable("give exactly one of value, values, absent")
    if kind is Parameter and value_type is bool:
        raise Unusable("a yes or no is declared as a Switch")
    if kind is Switch and raw.absent:
        raise Unusable("a switch is true or false; why it is off stands in note")
    if raw.unit != unit_of(value_type):
        raise Unusable(f"unit must be {unit_of(value_type)!r}, not {raw.unit!r}")
    return kind(
        file=file,
        name=key,
        label=words["label"],
        matter=words["matter"],
        unit=raw.unit,
        source=raw.source,
        basis=raw.basis,
        note=raw.note,
        absent=raw.absent,
        obligations=tuple(raw.carries),
        entries=entries_of(raw, value_type, in_force),
    )


def readable(file: str, key: str, read: Callable[..., T], *arguments: Any) -> T:
    """Return what `read` returns. Raises ActFileError with file and key where it finds a fault."""
    try:
        return read(*arguments)
    except (Unusable, DomainError, msgspec.ValidationError) as error:
        raise ActFileError(file, key, str(error)) from error
