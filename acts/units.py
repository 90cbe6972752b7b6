"""What a number of the law counts and the range it must keep: `Parameter[WorkingDays]` is read and shown by it."""

from decimal import Decimal
from typing import Annotated

import msgspec
from msgspec import Meta

from kit.words import Word


class Unit(Word):
    WORKING_DAY = "working_day", "个工作日"
    DAY = "day", "天"
    YEAR = "year", "年"
    NATURAL_YEAR = "natural_year", "个自然年度"
    TIME = "time", "次"
    RATIO = "ratio", "%"
    YUAN = "yuan", "元"


WorkingDays = Annotated[int, Meta(ge=1, title=Unit.WORKING_DAY.value)]
Days = Annotated[int, Meta(ge=1, title=Unit.DAY.value)]
Years = Annotated[int, Meta(ge=1, title=Unit.YEAR.value)]
NaturalYears = Annotated[int, Meta(ge=1, title=Unit.NATURAL_YEAR.value)]
Times = Annotated[int, Meta(ge=0, title=Unit.TIME.value)]
Ratio = Annotated[Decimal, Meta(title=Unit.RATIO.value)]
Yuan = Annotated[Decimal, Meta(title=Unit.YUAN.value)]


class Span(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many at least and at most."""

    least: int
    most: int

    def allows(self, count: int) -> bool:
        """Say whether a count lies in the span, both ends counted."""
        return self.least <= count <= self.most

    def __str__(self) -> str:
        return str(self.most) if self.least == self.most else f"{self.least} 至 {self.most}"
