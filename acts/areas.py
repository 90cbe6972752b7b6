"""The area table of a province: the divisions with their GB/T 2260 codes, a file of the act's folder."""

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache

from acts.files import ActFileError, file_name, read_text, refuse

FILE = "areas.csv"
HEAD = ["code", "name"]
CODE = re.compile(r"[1-9][0-9]{5}")


@cache
def load_area_table(act: str) -> Mapping[str, str]:
    """Return code and name of the province, its cities and counties, of an act named by its folder.

    Raises ActFileError.
    """
    return parse_area_table(read_text(act, FILE), file_name(act, FILE))


def parse_area_table(text: str, file: str) -> Mapping[str, str]:
    """Return the names of a text of areas by their codes, in order. Raises ActFileError with all that is wrong."""
    head, *rows = [row for row in csv.reader(text.splitlines()) if row] or [[]]
    if head != HEAD:
        raise ActFileError(file, "-", f"the first line must be {','.join(HEAD)}")
    refuse(ActFileError(file, key, reason) for key, reason in _faults(rows))
    return dict(sorted((code, name) for code, name in rows))


def _faults(rows: list[list[str]]) -> Iterator[tuple[str, str]]:
    """Yield each row that is none, each division that lies in nothing, and a table of no or of several provinces."""
    codes = [row[0] for row in rows]
    if [code.endswith("0000") for code in codes].count(True) != 1:
        yield "-", "needs the row of one province, whose code ends in 0000"
    for code, *names in rows:
        above = f"{code[:2]}0000" if code.endswith("00") else f"{code[:4]}00"
        if CODE.fullmatch(code) is None or len(names) != 1 or not names[0]:
            yield code or "-", "is no row of a six-digit code and a name"
        elif codes.count(code) > 1:
            yield code, "stands twice"
        elif above not in codes:
            yield code, f"lies in {above}, which has no row"
