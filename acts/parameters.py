"""One legal parameter: a name, a unit, a source, a basis, and values by effective day."""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from acts.demands import carries
from kit.errors import FieldError, RuleRefused
from kit.period import Period
from kit.words import Word, say

T_co = TypeVar("T_co", covariant=True)


class Basis(Word):
    """On whose authority a value stands."""

    ACT = "act", "文件规定"
    NATIONAL = "national", "国家规定"
    LOCAL = "local", "本省规定"
    DECISION = "decision", "系统暂定，待核实"


@dataclass(frozen=True)
class Entry(Generic[T_co]):
    """One value, the days it is in force, and on whose word; `area` is empty for the whole province."""

    period: Period
    value: T_co
    source: str
    basis: Basis
    area: str = ""


@dataclass(frozen=True)
class DatedValue(Generic[T_co]):
    """What one act says of one thing, by effective day. `absent` says why it says nothing; then `entries` is empty.

    `name` is its key in `file`, `label` what officials call it, `matter` what an area's own row would be about,
    `obligations` what this very figure carries.
    """

    file: str
    name: str
    label: str
    matter: str
    unit: str
    source: str
    basis: Basis
    note: str
    absent: str
    entries: tuple[Entry[T_co], ...]
    obligations: tuple[str, ...] = ()

    def on(self, day: date, area: str = "") -> T_co:
        """The value in force on the day, an area's own before the province's.

        Raises PolicyNotInForce: nothing is guessed.
        """
        return self.entry_on(day, area).value

    @carries("policy_in_force")
    def entry_on(self, day: date, area: str = "") -> Entry[T_co]:
        """The value with its source and basis. Raises PolicyNotInForce."""
        for code in _lineage(area):
            for entry in self.entries:
                if entry.area == code and entry.period.contains(day):
                    return entry
        raise PolicyNotInForce(self, day)

    def in_force(self, day: date) -> bool:
        return any(entry.area == "" and entry.period.contains(day) for entry in self.entries)


@dataclass(frozen=True)
class Parameter(DatedValue[T_co]):
    """A number, a choice or a list of the act, which may know none such."""

    @property
    def applies(self) -> bool:
        """Whether the act knows such a thing at all: what is to be done then, the value of the day says."""
        return bool(self.entries)


@dataclass(frozen=True)
class Switch(DatedValue[bool]):
    """A yes or no. No act is silent on it, so it is asked by `on(day)` alone: that it stands there switches nothing."""


class Sourced(RuleRefused):
    """A refusal that brings its article: that of a parameter, or the one that was given when it was first told."""

    def __init__(
        self, message: str | None = None, *, source: str, code: str | None = None, demand: str | None = None,
        fields: tuple[FieldError, ...] = (), **facts: object,
    ) -> None:  # fmt: skip
        self.source = source
        super().__init__(message, code=code, demand=demand, fields=fields, **facts)


class PolicyNotInForce(Sourced):
    """No value is in force on the day: the work is refused and the alarm raised."""

    code = "NO_POLICY_IN_FORCE"
    message = "“{title}”{why}，暂不能办理，请联系省级医保部门。"

    def __init__(self, parameter: DatedValue[object], day: date) -> None:
        self.parameter, self.day = parameter, day
        why = f"本省不适用（{parameter.absent}）" if parameter.absent else f"在 {day} 没有生效的规定"
        super().__init__(source=parameter.source, title=say(parameter.label), why=why)


def _lineage(area: str) -> tuple[str, ...]:
    """A county, its city, the province: the most particular first."""
    if not area:
        return ("",)
    city = area[:4] + "00"
    return (area, "") if area == city else (area, city, "")
