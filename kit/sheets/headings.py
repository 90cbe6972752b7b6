"""Where a table's heading stands, and which of its columns is which: by name, by other names, or as somebody says."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kit.errors import DomainError, FieldError, Malformed
from kit.sheets.errors import CellMissing
from kit.sheets.lines import Line
from kit.words import say

LOOKED_AT = 40
# What is behind a name: a unit or a remark in brackets.
REMARK = re.compile(r"[(\[【〔].*?[)\]】〕]")
NOISE = re.compile(r"[\s*:：/、·_-]+")


class HeadingMissing(Malformed):
    code = "HEADING_MISSING"
    message = "前 {most} 行中没有找到表头。请指明表头在第几行、各列是什么。"


class ColumnsMissing(Malformed):
    code = "COLUMNS_MISSING"
    message = "没有找到这些列：{columns}。请指明它们在表中的哪一列。"


@dataclass(frozen=True)
class Column:
    """A column that an import knows: its name, how a cell is read, what else it is called.

    A `required` one must be in the table and filled in; of the others a blank cell is None: the table does not say.
    """

    name: str
    read: Callable[[str], object]
    others: tuple[str, ...] = ()
    required: bool = False
    help: str = ""
    sample: str = ""

    @property
    def other_names(self) -> str:
        """What else people call it; the names that only programs write are read and not told."""
        return "、".join(name for name in self.others if not name.isascii())


@dataclass(frozen=True)
class Heading:
    """The line with the names, and at which place of a line each known column stands."""

    number: int
    places: Mapping[str, int]


@dataclass(frozen=True)
class Record:
    """One line read: what each column that the table has says, and what is wrong with it."""

    number: int
    values: Mapping[str, object]
    faults: tuple[FieldError, ...] = field(default=())


def plain_name(text: str) -> str:
    """Return a column's name without blanks, remarks in brackets and width, as names are compared."""
    narrow = unicodedata.normalize("NFKC", text).lower()
    return NOISE.sub("", REMARK.sub("", narrow)) or NOISE.sub("", narrow)


def find_heading(lines: Sequence[Line], columns: Sequence[Column]) -> Heading | None:
    """Return the line among the first that names most columns, of equals the last; None where none names two."""
    headings = [match_names(line, columns) for line in lines[:LOOKED_AT]]
    best = max(reversed(headings), key=lambda heading: len(heading.places), default=None)
    return best if best and len(best.places) >= 2 else None


def match_names(line: Line, columns: Sequence[Column]) -> Heading:
    """Return what a line says as a heading: a column's own name goes before its other names, the leftmost wins."""
    names = [plain_name(cell) for cell in line.cells]
    places: dict[str, int] = {}
    for column in columns:
        for name in (column.name, *column.others):
            place = next((n for n, text in enumerate(names) if text == plain_name(say(name))), None)
            if place is not None and place not in places.values():
                places[column.name] = place
                break
    return Heading(line.number, places)


def missing_names(heading: Heading, columns: Sequence[Column]) -> list[str]:
    """Return the required columns that the heading does not have."""
    return [column.name for column in columns if column.required and column.name not in heading.places]


def read_records(lines: Sequence[Line], heading: Heading, columns: Sequence[Column]) -> Iterator[Record]:
    """Read every line below the heading; one that repeats it, as printed pages do, is passed by.

    Raises ColumnsMissing.
    """
    if missing := missing_names(heading, columns):
        raise ColumnsMissing(columns="、".join(missing))
    head = next((line.cells for line in lines if line.number == heading.number), ())
    pairs = [(column, heading.places[column.name]) for column in columns if column.name in heading.places]
    for line in lines:
        if line.number > heading.number and line.cells != head:
            yield _record(line, pairs)


def _record(line: Line, pairs: Sequence[tuple[Column, int]]) -> Record:
    values: dict[str, object] = {}
    faults: list[FieldError] = []
    for column, place in pairs:
        try:
            values[column.name] = _value(column, line.cell(place))
        except DomainError as error:
            faults.append(FieldError(column.name, error.code, error.message))
    return Record(line.number, values, tuple(faults))


def _value(column: Column, cell: str) -> object:
    if cell:
        return column.read(cell)
    if column.required:
        raise CellMissing
    return None
