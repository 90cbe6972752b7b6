"""Tables that were handed in, as their page and the next step ask for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from catalog.national_list.models import CatalogueImport
from catalog.national_list.queries.drugs import compare_drugs, stored_drugs
from catalog.national_list.queries.products import StoredProducts, compare_products, stored_products
from catalog.national_list.rules import drugs, products
from catalog.national_list.rules.drugs import DrugRow
from catalog.national_list.rules.outcomes import Outcome
from catalog.national_list.rules.products import ProductRow
from catalog.national_list.rules.terms import Terms
from catalog.national_list.words import ImportKind, ImportState
from kit.errors import NotFound
from kit.sheets.headings import Column, Heading, Record, find_heading, missing_names, read_records
from kit.sheets.lines import Sheet
from kit.sheets.reading import read_sheets
from province.staff.models import Account
from province.staff.words import Role

COLUMNS: dict[ImportKind, tuple[Column, ...]] = {
    ImportKind.NATIONAL_LIST: drugs.COLUMNS,
    ImportKind.PRODUCTS: products.COLUMNS,
}
TEMPLATES: dict[ImportKind, tuple[Column, ...]] = {
    ImportKind.NATIONAL_LIST: drugs.TEMPLATE,
    ImportKind.PRODUCTS: products.TEMPLATE,
}
# Without these columns an official is asked: for all lines at once, or where they are.
ASKED: dict[ImportKind, tuple[str, ...]] = {
    ImportKind.NATIONAL_LIST: ("目录部分", "治疗领域"),
    ImportKind.PRODUCTS: (),
}


def visible_to(user: Account) -> QuerySet[CatalogueImport]:
    """Return the tables that the account may see, without their bytes."""
    rows = CatalogueImport.objects.select_related("added_by", "confirmed_by", "field").defer("content")
    return rows if user.role == Role.CATALOG_ADMIN else rows.none()


def import_of(user: Account, pk: int) -> CatalogueImport:
    """Return one of them. Raises NotFound."""
    row = visible_to(user).filter(pk=pk).first()
    if row is None:
        raise NotFound
    return row


def waiting_tables() -> QuerySet[CatalogueImport]:
    """Return the tables that wait to be compared or written, the first that came first, without their bytes."""
    states = [ImportState.COMPARING, ImportState.TAKING]
    return CatalogueImport.objects.filter(state__in=states).defer("content").order_by("id")


def same_file(digest: str, kind: ImportKind, beside: int) -> CatalogueImport | None:
    """Return the latest other import of the same bytes."""
    rows = CatalogueImport.objects.filter(digest=digest, kind=kind).exclude(pk=beside)
    return rows.defer("content").select_related("added_by").first()


def sheets_of(row: CatalogueImport) -> tuple[Sheet, ...]:
    """Return what was handed in, read anew."""
    return read_sheets(bytes(row.content))


def sheet_of(row: CatalogueImport) -> Sheet:
    """Return the sheet that the import takes its lines from."""
    return next(sheet for sheet in sheets_of(row) if sheet.name == row.sheet)


def likeliest(sheets: Sequence[Sheet], kind: ImportKind) -> tuple[Sheet, Heading | None]:
    """Return the sheet whose heading names most columns of this import, with that heading."""
    columns = COLUMNS[kind]
    pairs = [(sheet, find_heading(sheet.lines, columns)) for sheet in sheets]
    return max(pairs, key=lambda pair: len(pair[1].places) if pair[1] else 0)


def is_clear(heading: Heading | None, kind: ImportKind) -> bool:
    """Whether a table can be read without asking anybody."""
    if heading is None or missing_names(heading, COLUMNS[kind]):
        return False
    return all(name in heading.places for name in ASKED[kind])


def work_of(row: CatalogueImport) -> str:
    """Return the name under which a worker tells how far a table is."""
    return f"import-{row.pk}-{row.state}"


def terms_of(row: CatalogueImport) -> Terms:
    """Return what holds for all lines."""
    return Terms(row.first, row.document, row.section or None, row.field_id)


def rows_of(row: CatalogueImport) -> list[DrugRow | Outcome] | list[ProductRow | Outcome]:
    """Return what each line says, or why it cannot be read."""
    records: list[Record] = list(
        read_records(sheet_of(row).lines, Heading(row.heading or 0, row.places), COLUMNS[row.kind])
    )
    if row.kind == ImportKind.NATIONAL_LIST:
        return list(drugs.read_drugs(records, terms_of(row)))
    return list(products.read_products(records))


@dataclass(frozen=True)
class Judgement:
    """What would become of every line, and the rows that can be taken."""

    outcomes: list[Outcome]
    drugs: list[DrugRow]
    products: list[ProductRow]
    catalogue: StoredProducts | None = None


def judge_drugs(rows: Sequence[DrugRow | Outcome], terms: Terms) -> Judgement:
    """Compare lines of the national list with what is stored now."""
    pairs = list(compare_drugs(rows, stored_drugs(), terms))
    return Judgement([outcome for outcome, _ in pairs], [row for _, row in pairs if row], [])


def judge_products(rows: Sequence[ProductRow | Outcome], terms: Terms) -> Judgement:
    """Compare lines of a price list with what is stored now."""
    catalogue = stored_products([row for row in rows if isinstance(row, ProductRow)])
    pairs = list(compare_products(rows, catalogue, terms))
    return Judgement([outcome for outcome, _ in pairs], [], [row for _, row in pairs if row], catalogue)
