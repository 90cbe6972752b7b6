"""Workbooks as officials save them."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date

from xlsxwriter import Workbook

Cell = str | int | float | date | None


def book(rows: Sequence[Sequence[Cell]], merged: Sequence[tuple[int, int, int, int, str]] = (), **others: str) -> bytes:
    """A workbook of these rows; merged ranges are first and last line, first and last column, words. `others` hides
    sheets of these names with one cell."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as package:
        sheet, day = package.add_worksheet("目录"), package.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, place, cell, day)
                elif cell is not None:
                    sheet.write(number, place, cell)
        for first, last, left, right, words in merged:
            sheet.merge_range(first, left, last, right, words)
        for name, words in others.items():
            more = package.add_worksheet(name)
            more.write(0, 0, words)
            more.hide()
    return file.getvalue()


def with_part(content: bytes, name: str, change: tuple[bytes, bytes]) -> bytes:
    """The workbook with something else written in one of its parts."""
    before, after = io.BytesIO(content), io.BytesIO()
    with zipfile.ZipFile(before) as old, zipfile.ZipFile(after, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            words = old.read(part)
            new.writestr(part, words.replace(*change) if part == name else words)
    return after.getvalue()
