"""The structured conditions of a restricted scope: what each asks a physician, and what is known of it already.

The printed wording decides; these ask, sort and warn. None of them refuses.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta, Struct, ValidationError, convert, to_builtins

from catalog.drugs.errors import ConditionsUnreadable

Text = Annotated[str, Meta(min_length=1, max_length=200)]
Years = Annotated[int, Meta(ge=0, le=150)]
Prefix = Annotated[str, Meta(pattern=r"^[A-Z][0-9]{2}[0-9A-Z.+*x]{0,16}$")]


@dataclass(frozen=True)
class Patient:
    """What is known of a patient on the day of asking: age in whole years, sex by its code, coded diagnosis."""

    age: int
    sex: str
    diagnosis_code: str


class Condition(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind"):
    """One condition of a printed scope, with the question that it puts to the physician."""

    question: Text

    def fits(self, patient: Patient) -> bool | None:
        """Say what the facts say; None where only a person knows."""
        return None

    def fact(self, patient: Patient) -> str:
        """Return the fact that was looked at, as words; nothing where there is none."""
        return ""


class Diagnosis(Condition, frozen=True, tag="diagnosis"):
    """The coded diagnosis begins with one of these."""

    prefixes: Annotated[tuple[Prefix, ...], Meta(min_length=1)]

    def fits(self, patient: Patient) -> bool | None:
        return patient.diagnosis_code.startswith(self.prefixes) if patient.diagnosis_code else None

    def fact(self, patient: Patient) -> str:
        return (
            f"所填诊断编码 {patient.diagnosis_code}，条件为 {'、'.join(self.prefixes)}"
            if patient.diagnosis_code
            else ""
        )


class Age(Condition, frozen=True, tag="age"):
    """Completed years, both ends included."""

    first: Years | None = None
    last: Years | None = None

    def fits(self, patient: Patient) -> bool | None:
        return (self.first is None or patient.age >= self.first) and (self.last is None or patient.age <= self.last)

    def fact(self, patient: Patient) -> str:
        return f"患者 {patient.age} 岁"


class PatientSex(Condition, frozen=True, tag="sex"):
    """The sex, by the code that the insured person's record has."""

    sex: Annotated[str, Meta(pattern=r"^[0-9]$")]

    def fits(self, patient: Patient) -> bool | None:
        return patient.sex == self.sex


class LaboratoryTest(Condition, frozen=True, tag="test"):
    """A gene or another finding of a laboratory."""

    test: Text


class Line(Condition, frozen=True, tag="line"):
    """The line of therapy, counted from one."""

    first: Annotated[int, Meta(ge=1, le=20)]
    last: Annotated[int, Meta(ge=1, le=20)] | None = None


class Combination(Condition, frozen=True, tag="combination"):
    """What it is taken together with."""

    partner: Text


class MonthsPaid(Condition, frozen=True, tag="months_paid"):
    """Paid for so many months at most."""

    most: Annotated[int, Meta(ge=1, le=600)]


class Window(Condition, frozen=True, tag="window"):
    """The time within which treatment begins, in words: within 48 hours of the onset."""

    window: Text


class Other(Condition, frozen=True, tag="other"):
    """What the wording asks and no other kind says."""


AnyCondition = Diagnosis | Age | PatientSex | LaboratoryTest | Line | Combination | MonthsPaid | Window | Other


def read_conditions(rows: object) -> tuple[AnyCondition, ...]:
    """Return stored or typed conditions as values. Raises ConditionsUnreadable."""
    try:
        return convert(rows, tuple[AnyCondition, ...])
    except ValidationError as error:
        raise ConditionsUnreadable(why=str(error)) from error


def stored_conditions(conditions: Iterable[AnyCondition]) -> list[object]:
    """Return conditions as they are kept."""
    return [to_builtins(condition) for condition in conditions]
