"""CSV for officials: opens in Excel with Chinese intact, and no cell can become a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.timezone import localtime

# Spreadsheets of this part of the world calculate what begins with a sign in its wide form, too.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"


MOST_EXPORTED = 10_000


class Export(HttpResponse):
    """A file of rows. It says its name, how many rows it holds and what they were filtered by: the frame records it."""

    def __init__(self, name: str, header: Sequence[str], rows: Iterable[Sequence[object]], *, asked: str = "") -> None:
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(header)
        self.count = 0
        for row in rows:
            writer.writerow([safe_cell(cell) for cell in row])
            self.count += 1
        # Whole before it leaves: a file that breaks off looks like one that ended, and the record would lie.
        super().__init__(BYTE_ORDER_MARK + text.getvalue(), content_type="text/csv; charset=utf-8")
        self["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.csv"
        self.name, self.asked = name, asked


def safe_cell(value: object) -> str:
    """The text of a cell: numbers as they are, a moment by the clock on the wall.

    What a spreadsheet would calculate gets an apostrophe before it.
    """
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, datetime):
        return f"{localtime(value):%Y-%m-%d %H:%M:%S}"
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
