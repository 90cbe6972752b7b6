"""Workbooks for officials: every cell is text, so that no spreadsheet makes a number of a code."""

import io
from collections.abc import Iterable, Sequence

from xlsxwriter import Workbook

from kit.sheets.headings import Column
from kit.words import say

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDE, NARROW = 40, 18


def write_rows(heading: Sequence[str], rows: Iterable[Sequence[str]], remark: str = "") -> bytes:
    """Return a workbook of these rows under a heading; the column that is `remark` stands out."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False}) as book:
        sheet, text, bold = book.add_worksheet(), book.add_format({"num_format": "@"}), book.add_format({"bold": True})
        style = book.add_format({"font_color": "#B3261E", "text_wrap": True})
        sheet.freeze_panes(1, 0)
        for place, name in enumerate(heading):
            sheet.set_column(place, place, WIDE if name == remark else NARROW, text)
            sheet.write_string(0, place, name, bold)
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell, style if heading[place] == remark else text)
    return file.getvalue()


def write_template(columns: Sequence[Column]) -> bytes:
    """Return a workbook to be filled in: the heading, a sample line, and on a second sheet what each column is."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False}) as book:
        sheet, words = book.add_worksheet("填写"), book.add_worksheet("说明")
        text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "num_format": "@"})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(columns) - 1, NARROW, text)
        words.set_column(0, 1, NARROW, text)
        words.set_column(2, 3, WIDE, text)
        for place, name in enumerate(("列名", "必填", "怎样填写", "也可写作")):
            words.write_string(0, place, name, bold)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column.name, bold)
            sheet.write_string(1, place, column.sample, text)
            cells = (
                column.name,
                "必填" if column.required else "选填",
                say(column.help),
                say(column.other_names),
            )
            for side, cell in enumerate(cells):
                words.write_string(place + 1, side, cell, text)
    return file.getvalue()
