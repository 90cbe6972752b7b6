"""Tables on their way into the catalogue, as tests hand them in."""

import csv
import io
from datetime import date

from catalog.national_list import actions as imports
from catalog.national_list.models import CatalogueImport
from catalog.national_list.words import ImportKind
from province.staff.models import Account
from tools.stack.files import ROOT

LIST = ROOT / "tools/demo/data/national_list_2025.csv"
FIRST = date(2026, 1, 1)
Records = list[dict[str, str]]


def shipped() -> Records:
    """The rows of the table that comes with the demonstration: drugs and products in one."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def as_text(records: Records) -> bytes:
    """The rows as a file."""
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(records[0]))
    writer.writeheader()
    writer.writerows(records)
    return file.getvalue().encode()


def compared(kind: ImportKind, records: Records, by: Account, first: date = FIRST) -> CatalogueImport:
    """The table, handed in and compared."""
    row = imports.upload(
        kind=kind, content=as_text(records), name="list.csv", first=first, document="医保发〔2025〕33号", by=by
    )
    return imports.advance(catalogue_import=row)


def taken(kind: ImportKind, records: Records, by: Account, on: date, first: date = FIRST) -> CatalogueImport:
    """The table, compared, confirmed and written."""
    row = compared(kind, records, by, first)
    return imports.advance(catalogue_import=imports.confirm(catalogue_import=row, by=by, on=on))


def wrong(row: CatalogueImport) -> list[tuple[int | None, str]]:
    """Number and column of what is wrong with a table."""
    lines = row.lines.filter(kind="wrong").order_by("number")
    return [(line.number, column) for line in lines for column, _ in line.reasons]
