"""Workbooks, new and old: values of formulas, merged cells filled, numbers as typed; bounded before they are opened."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from kit.sheets.errors import (
    CellNotValue,
    FileBroken,
    FileLocked,
    FileNotTable,
    FileUnpacksTooLarge,
    TooManyColumns,
    TooManyRows,
)  # fmt: skip
from kit.sheets.lines import MOST_COLUMNS, MOST_ROWS, Sheet, gather

PACKED = b"PK\x03\x04"
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A workbook with a password is an old container around an encrypted new one.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

MOST_UNPACKED = 400 * 1024 * 1024
CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
ERROR = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3}[0-9]{1,7})"[^>]*?\bt="e"')
UNCALCULATED = re.compile(
    rb'<c\b[^>]*?\br="([A-Z]{1,3}[0-9]{1,7})"[^>]*>\s*<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)
# What a spreadsheet keeps of a number: beyond it digits are lost, and the last ones of a fraction are noise.
DIGITS = 15
Value = int | float | str | bool | object


def read_workbook(content: bytes) -> tuple[Sheet, ...]:
    """Return the visible sheets of a workbook.

    Raises FileBroken, FileLocked, FileNotTable, FileUnpacksTooLarge, CellNotValue, TooManyRows, TooManyColumns.
    """
    if content.startswith(PACKED):
        _check_parts(content)
    elif ENCRYPTED in content:
        raise FileLocked
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        visible = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
        ]
        return tuple(_read(book.get_sheet_by_name(name)) for name in visible)
    except PasswordError:
        raise FileLocked from None
    except (CalamineError, ValueError, OSError):
        raise FileBroken from None


def _check_parts(content: bytes) -> None:
    """Look into the parts before the library does: it keeps room for every cell up to the last one, however far off."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise FileUnpacksTooLarge
            if "xl/workbook.xml" not in package.namelist():
                raise FileNotTable(kind="压缩包或其他文档")
            for part in parts:
                if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                    # The size that a part claims may be a lie: no more than that is read.
                    with package.open(part) as file:
                        _check_cells(file.read(MOST_UNPACKED))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError):
        raise FileBroken from None


def _check_cells(sheet: bytes) -> None:
    for column, row in CELL.findall(sheet):
        if len(row) > 5 or int(row) > MOST_ROWS + 1000:
            raise TooManyRows(most=MOST_ROWS)
        if len(column) > 2 or (len(column) == 2 and column > b"IP"):
            raise TooManyColumns(most=MOST_COLUMNS)
    empty = ERROR.search(sheet) or UNCALCULATED.search(sheet)
    if empty:
        raise CellNotValue(cell=empty[1].decode())


def _read(sheet: CalamineSheet) -> Sheet:
    if sheet.total_width > MOST_COLUMNS:
        raise TooManyColumns(most=MOST_COLUMNS)
    rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    return gather(sheet.name, _fill(rows, sheet.merged_cell_ranges or []))


Range = tuple[tuple[int, int], tuple[int, int]]


def _fill(rows: list[list[str]], ranges: list[Range]) -> Iterator[list[str]]:
    """What is merged over lines holds for each of them; a caption over the columns stays the one cell that it is."""
    for (top, column), (bottom, right) in ranges:
        if column == right and top < len(rows) and column < len(rows[top]):
            for row in rows[top + 1 : bottom + 1]:
                row[column] = rows[top][column]
    return iter(rows)


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if not (value.hour or value.minute or value.second) else f"{value:%Y-%m-%d %H:%M:%S}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _number(value: float) -> str:
    """A number as it was typed; one with more digits than are kept is written so that nobody takes it for whole."""
    if abs(value) >= 10**DIGITS:
        return f"{value:.{DIGITS - 1}E}"
    return f"{Decimal(f'{value:.{DIGITS}g}'):f}"
