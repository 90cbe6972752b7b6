"""What every reader makes of a file, and the bounds that all of them keep."""

from collections.abc import Iterable
from dataclasses import dataclass

from kit.sheets.errors import TooManyColumns, TooManyRows

MOST_ROWS = 60_000
MOST_COLUMNS = 250
BLANKS = "\u3000\u00a0\u200b\ufeff \t\r\n"


@dataclass(frozen=True)
class Line:
    """One line that holds something: its number as a spreadsheet counts it, and its cells as text."""

    number: int
    cells: tuple[str, ...]

    def cell(self, index: int) -> str:
        """Return a cell; what lies beyond the line is blank."""
        return self.cells[index] if index < len(self.cells) else ""


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file: its name, empty for text, and its lines; blank ones are left out, the numbers stay."""

    name: str
    lines: tuple[Line, ...]


def gather(name: str, rows: Iterable[Iterable[str]]) -> Sheet:
    """Return the sheet of these rows. Raises TooManyRows and TooManyColumns."""
    lines: list[Line] = []
    for number, row in enumerate(rows, start=1):
        cells = tuple(cell.strip(BLANKS) for cell in row)
        if len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
            raise TooManyColumns(most=MOST_COLUMNS)
        if any(cells):
            lines.append(Line(number, cells[:MOST_COLUMNS]))
        if len(lines) > MOST_ROWS:
            raise TooManyRows(most=MOST_ROWS)
    return Sheet(name, tuple(lines))
