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
# Room is kept for every cell up to the last one of a sheet: a full table of 60,000 lines has some 50 columns.
MOST_CELLS = 3_000_000
# Lines of merged cells, all columns together: as many as lie side by side in a table that is merged throughout.
MOST_MERGED = 10 * MOST_ROWS
# Every place that a line or a cell may claim to be at, in whatever way XML lets it be written.
PLACE = re.compile(rb"""[\s"']r\s*=\s*(?:"([^"]*)"|'([^']*)')""")
CELL_PLACE = re.compile(rb"([A-Za-z]{0,3})([0-9]{1,7})")
ROW_START = re.compile(rb"<(?:[^\s<>/:]+:)?row\b")
CELL_START = re.compile(rb"<(?:[^\s<>/:]+:)?c\b")
# Two bytes a letter: what is looked for would not be found.
WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
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
                # A sheet may lie anywhere. The size that a part claims may be a lie: no more than that is read.
                with package.open(part) as file:
                    content_of_part = file.read(MOST_UNPACKED)
                if content_of_part.startswith(WIDE):
                    raise FileBroken
                if b"sheetData" in content_of_part:
                    _check_cells(content_of_part)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError):
        raise FileBroken from None


def _check_cells(sheet: bytes) -> None:
    if b"<!" in sheet:
        raise FileBroken  # no spreadsheet writes remarks there, and a reader sees other tags than are counted here
    for double, single in PLACE.findall(sheet):
        place = CELL_PLACE.fullmatch(double or single)
        if place is None:
            raise FileBroken
        column, row = place[1].upper(), int(place[2])
        if row > MOST_ROWS + 1000:
            raise TooManyRows(most=MOST_ROWS)
        if len(column) > 2 or (len(column) == 2 and column > b"IP"):
            raise TooManyColumns(most=MOST_COLUMNS)
    _check_unplaced(sheet)
    empty = ERROR.search(sheet) or UNCALCULATED.search(sheet)
    if empty:
        raise CellNotValue(cell=empty[1].decode())


def _check_unplaced(sheet: bytes) -> None:
    """Lines and cells may leave their place out: they follow each other."""
    before, *rows = ROW_START.split(sheet)
    if len(rows) > MOST_ROWS + 1000:
        raise TooManyRows(most=MOST_ROWS)
    if any(len(CELL_START.findall(row)) > MOST_COLUMNS for row in (before, *rows)):
        raise TooManyColumns(most=MOST_COLUMNS)


def _read(sheet: CalamineSheet) -> Sheet:
    if sheet.total_width > MOST_COLUMNS:
        raise TooManyColumns(most=MOST_COLUMNS)
    if sheet.total_height > MOST_ROWS + 1000:
        raise TooManyRows(most=MOST_ROWS)
    if sheet.total_width * sheet.total_height > MOST_CELLS:
        raise FileUnpacksTooLarge
    rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    return gather(sheet.name, _fill(rows, sheet.merged_cell_ranges or []))


Range = tuple[tuple[int, int], tuple[int, int]]


def _fill(rows: list[list[str]], ranges: list[Range]) -> Iterator[list[str]]:
    """What is merged over lines holds for each of them; a caption over the columns stays the one cell that it is."""
    if sum(min(bottom, len(rows)) - top for (top, _), (bottom, _) in ranges) > MOST_MERGED:
        raise FileBroken  # they lie over each other
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
