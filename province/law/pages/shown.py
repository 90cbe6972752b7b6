"""How the value of a parameter is written for officials."""

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum

from acts.units import Unit
from kit.money import percent, yuan
from kit.words import Word

NONE = "无"


def value_shown(value: object, unit: str = "") -> str:
    """Write a value in Chinese words, with its unit."""
    if isinstance(value, Mapping):
        return "；".join(f"{value_shown(key)}：{value_shown(part, unit)}" for key, part in value.items())
    if isinstance(value, frozenset | tuple):
        members = value if isinstance(value, tuple) else sorted(value, key=_place)
        return "、".join(map(value_shown, members)) or NONE
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return percent(value) if unit == Unit.RATIO else f"{yuan(value)} {Unit.YUAN.label}"
    if isinstance(value, Word):
        return str(value.label)
    return f"{value} {Unit(unit).label}" if unit else str(value)


def _place(member: object) -> int:
    """Where a word stands in the order of its kind."""
    return list(type(member)).index(member) if isinstance(member, Enum) else 0
