"""The structured conditions of a restricted scope: what each asks a physician, and what is known of it already.

The printed wording decides; these ask, sort and warn. None of them refuses. An official writes them a line each, the
kind and its value before the colon, the question after it: `年龄 18-：是否为成人？`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, get_args

from msgspec import Meta, Struct, ValidationError, convert, to_builtins

from catalog.drugs.errors import ConditionsUnreadable

Text = Annotated[str, Meta(min_length=1, max_length=200)]
Prefix = Annotated[str, Meta(pattern=r"^[A-Z][0-9]{2}[0-9A-Z.+*x]{0,16}$")]
Years = Annotated[int, Meta(ge=0, le=150)]
Lines = Annotated[int, Meta(ge=1, le=20)]
SPAN = re.compile(r"([0-9]*)-([0-9]*)")


@dataclass(frozen=True)
class Patient:
    """What is known of a patient on the day of asking: age in whole years, sex as it is written, coded diagnosis."""

    age: int
    sex: str
    diagnosis_code: str


def age_on(born_on: date, day: date) -> int:
    """Return the age in whole years on a day; who was born on 29 February completes a year on 1 March."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


class Condition(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", kw_only=True):
    """One condition of a printed scope, with the question that it puts to the physician."""

    label: ClassVar[str]
    question: Text

    def fits(self, patient: Patient) -> bool | None:
        """Say what the facts say; None where only a person knows."""
        return None

    def fact(self, patient: Patient) -> str:
        """Return the fact that was looked at, as words; nothing where there is none."""
        return ""

    def value(self) -> str:
        """Return what is asked for, as it is written."""
        return ""

    @classmethod
    def parts_of(cls, value: str) -> dict[str, object]:
        """Return the fields that a written value means, still to be checked."""
        return {"value": value} if value else {}


class Diagnosis(Condition, frozen=True, tag="diagnosis"):
    """The coded diagnosis begins with one of these."""

    label: ClassVar[str] = "诊断"
    prefixes: Annotated[tuple[Prefix, ...], Meta(min_length=1)]

    def fits(self, patient: Patient) -> bool | None:
        return patient.diagnosis_code.startswith(self.prefixes) if patient.diagnosis_code else None

    def fact(self, patient: Patient) -> str:
        return f"所填诊断编码 {patient.diagnosis_code}" if patient.diagnosis_code else ""

    def value(self) -> str:
        return "、".join(self.prefixes)

    @classmethod
    def parts_of(cls, value: str) -> dict[str, object]:
        return {"prefixes": value.split("、")}


class Span(Condition, frozen=True):
    """From a first number to a last one, both included; an open end is left out."""

    def value(self) -> str:
        first, last = (getattr(self, name) for name in ("first", "last"))
        return f"{'' if first is None else first}-{'' if last is None else last}"

    @classmethod
    def parts_of(cls, value: str) -> dict[str, object]:
        ends = SPAN.fullmatch(value)
        if ends is None:
            return {"first": value}
        return {name: end for name, end in zip(("first", "last"), ends.groups(), strict=True) if end}


class Age(Span, frozen=True, tag="age"):
    """Completed years."""

    label: ClassVar[str] = "年龄"
    first: Years | None = None
    last: Years | None = None

    def fits(self, patient: Patient) -> bool | None:
        return (self.first is None or patient.age >= self.first) and (self.last is None or patient.age <= self.last)

    def fact(self, patient: Patient) -> str:
        return f"患者 {patient.age} 岁"


class TherapyLine(Span, frozen=True, tag="line"):
    """The line of therapy, counted from one."""

    label: ClassVar[str] = "治疗线数"
    first: Lines | None = None
    last: Lines | None = None


class Named(Condition, frozen=True):
    """What is asked for is one value, written as it is."""

    @classmethod
    def own(cls) -> str:
        """Name the one field besides the question."""
        return next(name for name in cls.__struct_fields__ if name != "question")

    def value(self) -> str:
        return str(getattr(self, self.own()))

    @classmethod
    def parts_of(cls, value: str) -> dict[str, object]:
        return {cls.own(): value}


class PatientSex(Named, frozen=True, tag="sex"):
    """The sex, as the insured person's record has it written."""

    label: ClassVar[str] = "性别"
    sex: Text

    def fits(self, patient: Patient) -> bool | None:
        return patient.sex == self.sex

    def fact(self, patient: Patient) -> str:
        return f"患者性别{patient.sex}"


class LaboratoryTest(Named, frozen=True, tag="test"):
    """A gene or another finding of a laboratory."""

    label: ClassVar[str] = "检测"
    test: Text


class Combination(Named, frozen=True, tag="combination"):
    """What it is taken together with."""

    label: ClassVar[str] = "联合用药"
    partner: Text


class MonthsPaid(Named, frozen=True, tag="months_paid"):
    """Paid for so many months at most."""

    label: ClassVar[str] = "支付月数"
    most: Annotated[int, Meta(ge=1, le=600)]


class Window(Named, frozen=True, tag="window"):
    """The time within which treatment begins, in words: within 48 hours of the onset."""

    label: ClassVar[str] = "用药时限"
    window: Text


class Besides(Condition, frozen=True, tag="besides"):
    """What the wording asks and no other kind says."""

    label: ClassVar[str] = "另须"


AnyCondition = Diagnosis | Age | PatientSex | LaboratoryTest | TherapyLine | Combination | MonthsPaid | Window | Besides
KINDS: dict[str, type[AnyCondition]] = {kind.label: kind for kind in get_args(AnyCondition)}
ORDER = (False, None, True)


def read_conditions(rows: object) -> tuple[AnyCondition, ...]:
    """Return stored conditions as values. Raises ConditionsUnreadable."""
    try:
        return convert(rows, tuple[AnyCondition, ...])
    except ValidationError as error:
        raise ConditionsUnreadable(where=f"“{rows}”") from error


def stored_conditions(conditions: Iterable[AnyCondition]) -> list[object]:
    """Return conditions as they are kept."""
    return [to_builtins(condition) for condition in conditions]


def written_conditions(conditions: Iterable[AnyCondition]) -> str:
    """Return conditions as an official writes them, a line each."""
    return "\n".join(f"{f'{c.label} {c.value()}'.strip()}：{c.question}" for c in conditions)


def read_lines(text: str) -> tuple[AnyCondition, ...]:
    """Return conditions from the lines that an official wrote. Raises ConditionsUnreadable, which names the line."""
    return tuple(_read_line(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip())


def _read_line(number: int, line: str) -> AnyCondition:
    head, _, question = line.strip().partition("：")
    label, _, value = head.strip().partition(" ")
    kind = KINDS.get(label)
    if kind is None:
        raise ConditionsUnreadable(where=f"第 {number} 行“{label}”")
    try:
        condition: AnyCondition = convert(
            {"kind": kind.__struct_config__.tag, "question": question.strip(), **kind.parts_of(value.strip())},
            kind,
            strict=False,  # a number is written as text
        )
    except ValidationError as error:
        raise ConditionsUnreadable(where=f"第 {number} 行“{label}”") from error
    return condition


@dataclass(frozen=True)
class Answer:
    """What the facts say to one condition: whether it fits (None: ask), the question and the fact looked at."""

    fits: bool | None
    question: str
    asked: str
    fact: str = ""

    @property
    def words(self) -> str:
        """Return the question with what the facts say of it."""
        if self.fits is None:
            return self.question
        return f"{self.question}{self.fact}，{'符合' if self.fits else f'条件为 {self.asked}，请核对'}。"


def answers_to(conditions: Sequence[AnyCondition], patient: Patient | None) -> tuple[Answer, ...]:
    """Return what is known of each condition: first what the facts speak against, then what must be asked."""
    answers = [
        Answer(condition.fits(patient), condition.question, condition.value(), condition.fact(patient))
        if patient
        else Answer(None, condition.question, condition.value())
        for condition in conditions
    ]
    return tuple(sorted(answers, key=lambda answer: ORDER.index(answer.fits)))
