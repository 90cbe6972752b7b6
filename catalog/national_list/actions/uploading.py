"""A table is handed in, and it is settled how it is read."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from catalog.drugs.words import NationalSection
from catalog.fields.models import TherapeuticField
from catalog.national_list.errors import ImportMoved
from catalog.national_list.models import CatalogueImport
from catalog.national_list.queries.imports import COLUMNS, is_clear, likeliest, sheets_of
from catalog.national_list.words import ImportKind, ImportState
from kit.action import action
from kit.locks import lock_rows
from kit.sheets.errors import TableEmpty
from kit.sheets.headings import ColumnsMissing, Heading, missing_names
from kit.sheets.lines import Sheet
from kit.sheets.reading import read_sheets
from province.staff.models import Account

OPEN = (ImportState.MATCHING, ImportState.COMPARED)


@action
def upload(
    *, kind: ImportKind, content: bytes, name: str, first: date, document: str, by: Account | None
) -> CatalogueImport:
    """Keep a table, and find its heading; it goes on to be compared where nothing has to be asked.

    Raises what `read_sheets` raises, and TableEmpty where the heading is all there is.
    """
    sheet, heading = likeliest(read_sheets(content), kind)
    row = CatalogueImport(
        kind=kind, name=name[-120:], digest=sha256(content).hexdigest(), content=content, first=first,
        document=document, added_by=by,
    )  # fmt: skip
    _settle(row, sheet, heading)
    row.state = ImportState.COMPARING if is_clear(heading, kind) else ImportState.MATCHING
    row.save()
    return row


@action
def match(
    *,
    catalogue_import: CatalogueImport,
    sheet: str,
    heading: int,
    places: Mapping[str, int],
    section: NationalSection | None,
    field: TherapeuticField | None,
) -> CatalogueImport:
    """Take the columns as somebody says they are, and compare anew. Raises ImportMoved, ColumnsMissing, TableEmpty."""
    row = lock_rows(CatalogueImport.objects.filter(pk=catalogue_import.pk)).get()
    if row.state not in OPEN:
        raise ImportMoved(state=row.get_state_display())
    head = Heading(heading, dict(places))
    if missing := missing_names(head, COLUMNS[row.kind]):
        raise ColumnsMissing(columns="、".join(missing))
    _settle(row, next(part for part in sheets_of(row) if part.name == sheet), head)
    row.section, row.field, row.note = section or "", field, ""
    row.state = ImportState.COMPARING
    row.lines.all().delete()
    row.save()
    return row


def _settle(row: CatalogueImport, sheet: Sheet, heading: Heading | None) -> None:
    start = heading.number if heading else 0
    row.sheet, row.heading, row.places = sheet.name, start or None, dict(heading.places) if heading else {}
    row.total, row.done = sum(line.number > start for line in sheet.lines), 0
    if not row.total:
        raise TableEmpty
