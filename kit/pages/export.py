"""CSV for officials: opens in Excel with Chinese intact, and no cell can become a formula."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import TextIO
from urllib.parse import quote

from django.core.signing import TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime

# Spreadsheets of this part of the world calculate what begins with a sign in its wide form, too.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"

# More than this is not written while somebody waits for the page.
MOST_EXPORTED = 10_000
# What a list on a page signs its address with: nothing but lists of ours can be asked for as a file.
list_signer = partial(TimestampSigner, salt="address of a list")


class Export(HttpResponse):
    """A file of rows. It says its name, how many rows it holds and what they were filtered by: the frame records it."""

    def __init__(self, name: str, header: Sequence[str], rows: Iterable[Sequence[object]], *, asked: str = "") -> None:
        text = io.StringIO()
        self.count = sum(1 for _ in write_lines(text, header, rows))
        # Whole before it leaves: a file that breaks off looks like one that ended, and the record would lie.
        super().__init__(BYTE_ORDER_MARK + text.getvalue(), content_type="text/csv; charset=utf-8")
        self["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.csv"
        self.name, self.asked = name, asked


class WholeRequest(HttpRequest):
    """A list is asked for with nobody waiting at the other end: it answers with all of itself."""


class WholeList(HttpResponse):
    """All rows of a list, however many, which are read when somebody asks for them; its answer to a WholeRequest."""

    def __init__(
        self,
        name: str,
        header: Sequence[str],
        rows: Callable[[], Iterable[Sequence[object]]],
        *,
        count: Callable[[], int],
        filters: str,
    ) -> None:
        super().__init__()
        self.name, self.header, self.rows, self.count, self.filters = name, header, rows, count, filters


def write_lines(file: TextIO, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[int]:
    """Write a heading and rows as they come, and yield after each how many there are."""
    writer = csv.writer(file)
    writer.writerow(header)
    for number, row in enumerate(rows, start=1):
        writer.writerow([safe_cell(cell) for cell in row])
        yield number


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
