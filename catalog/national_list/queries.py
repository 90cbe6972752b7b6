"""What an import would change, row by row, before anything is stored."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from operator import attrgetter
from typing import TypeVar

from catalog.admissions.models import Admission
from catalog.drugs.models import Drug, DrugTerms, NationalAgreement
from catalog.drugs.queries import by_key
from catalog.fields.models import TherapeuticField
from catalog.listings.models import Listing
from catalog.national_list.rules import CatalogueRow, DrugCells, ProductCells, refuse_rows
from catalog.prices.models import PaymentStandard
from catalog.products.models import Product, ProductTerms
from kit.errors import FieldError
from kit.fields import Dated
from kit.period import Period

Row = TypeVar("Row")
Key = TypeVar("Key")
AnyDated = TypeVar("AnyDated", bound=Dated)

DRUG_FIELDS = ("national_number", "category_code", "rare_disease")
DRUG_TERMS = ("section", "sold_in_pharmacies", "restricted_scope")
PRODUCT_FIELDS = ("trade_name", "specification", "pack", "units_per_pack", "unit", "approval_number")
PRODUCT_TERMS = ("label_indication", "injection")


@dataclass(frozen=True)
class Change:
    """One row against what is stored: new, changed (which fields, from what to what) or the same."""

    line: int
    code: str
    name: str
    kind: str
    fields: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Stored:
    """What the database has of the drugs and products that the rows name."""

    drugs: dict[tuple[str, str], Drug]
    products: dict[str, Product]
    drug_terms: dict[int, list[DrugTerms]]
    product_terms: dict[str, list[ProductTerms]]
    fields: frozenset[str]
    agreements: dict[int, list[NationalAgreement]]
    listings: dict[int, list[Listing]]
    standards: dict[str, list[PaymentStandard]]
    admissions: dict[str, list[Admission]]


def stored_for(rows: Sequence[CatalogueRow]) -> Stored:
    """Nine queries, however many rows."""
    drugs = by_key(row.drug.key for row in rows)
    of_drugs = {"drug__in": list(drugs.values())}
    codes = [row.product.code for row in rows]
    of_drug, of_product = attrgetter("drug_id"), attrgetter("product_id")
    return Stored(
        drugs=drugs,
        products=Product.objects.select_related("manufacturer", "drug").in_bulk(codes),
        drug_terms=_group(DrugTerms.objects.filter(**of_drugs).order_by("first_day"), of_drug),
        product_terms=_group(ProductTerms.objects.filter(product__in=codes).order_by("first_day"), of_product),
        fields=frozenset(TherapeuticField.objects.values_list("code", flat=True)),
        agreements=_group(NationalAgreement.objects.filter(**of_drugs).order_by("pk"), of_drug),
        listings=_group(Listing.objects.filter(**of_drugs).order_by("pk"), of_drug),
        standards=_group(PaymentStandard.objects.filter(product__in=codes).order_by("pk"), of_product),
        admissions=_group(Admission.objects.filter(product__in=codes).order_by("pk"), of_product),
    )


def _group(rows: Iterable[Row], key: Callable[[Row], Key]) -> dict[Key, list[Row]]:
    groups: dict[Key, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups


def compare(rows: Sequence[CatalogueRow]) -> list[Change]:
    """The dry run: what each row would do. Raises ImportRefused naming every row that cannot be taken."""
    present = stored_for(rows)
    refuse_rows(list(faults(rows, present)))
    return [_change(row, present) for row in rows]


def _change(row: CatalogueRow, present: Stored) -> Change:
    product, drug = present.products.get(row.product.code), present.drugs.get(row.drug.key)
    name = f"{row.drug.generic_name}（{row.drug.dosage_form}）{row.product.specification}"
    if product is None or drug is None:
        return Change(row.line, row.product.code, name, "new")
    first = row.drug.agreement.first
    fields = (
        *_differences(drug, row.drug, DRUG_FIELDS),
        *_differences(in_force(present.drug_terms.get(drug.pk, []), first) or DrugTerms(), row.drug, DRUG_TERMS),
        *_differences(product, row.product, PRODUCT_FIELDS),
        *_differences(
            in_force(present.product_terms.get(product.pk, []), first) or ProductTerms(), row.product, PRODUCT_TERMS
        ),
    )
    return Change(row.line, row.product.code, name, "changed" if fields else "same", fields)


def in_force(rows: Iterable[AnyDated], day: date) -> AnyDated | None:
    """Return the row that holds on the day, of rows at hand."""
    return next((row for row in rows if row.holds_on(day)), None)


def _differences(
    row: Drug | DrugTerms | Product | ProductTerms, cells: DrugCells | ProductCells, names: Iterable[str]
) -> tuple[tuple[str, str, str], ...]:
    pairs = ((name, getattr(row, name), getattr(cells, name)) for name in names)
    label = row._meta.get_field
    return tuple((str(label(n).verbose_name), str(old), str(new)) for n, old, new in pairs if old != new)  # type: ignore[union-attr]


def faults(rows: Sequence[CatalogueRow], present: Stored) -> Iterator[FieldError]:
    """What is wrong with rows that can each be read: against one another, and against what is stored."""
    drugs: dict[tuple[str, str], CatalogueRow] = {}
    codes: dict[str, int] = {}
    for row in rows:
        first = drugs.setdefault(row.drug.key, row)
        if asdict(first.drug) != asdict(row.drug):
            yield _fault(row, "通用名", "DRUG_TOLD_TWICE", f"与第 {first.line} 行同一药品，所填不一致。")
        if codes.setdefault(row.product.code, row.line) != row.line:
            yield _fault(row, "药品统一编码", "PRODUCT_TOLD_TWICE", f"与第 {codes[row.product.code]} 行重复。")
        yield from _faults_against(row, present)


def _faults_against(row: CatalogueRow, present: Stored) -> Iterator[FieldError]:
    drug, product = present.drugs.get(row.drug.key), present.products.get(row.product.code)
    if row.drug.field not in present.fields:
        yield _fault(row, "治疗领域", "FIELD_UNKNOWN", f"没有代码为“{row.drug.field}”的治疗领域。")
    if product is not None and product.drug != drug:
        yield _fault(row, "药品统一编码", "PRODUCT_OF_ANOTHER_DRUG", f"该编码已登记为 {product.drug}。")
    if row.drug.listing and not row.drug.listing_document:
        yield _fault(row, "纳入文件号", "CELL_MISSING", "纳入目录的，须填写文件号。")
    if drug and _collides(row.drug.agreement, present.agreements.get(drug.pk, [])):
        yield _fault(row, "协议有效期", "AGREEMENT_OVERLAPS", "与已登记的协议期部分重叠。")
    if drug and row.drug.listing and _collides(row.drug.listing, present.listings.get(drug.pk, [])):
        yield _fault(row, "纳入起始日", "LISTING_OVERLAPS", "与已登记的目录有效期部分重叠。")
    for standard in present.standards.get(row.product.code, []):
        if standard.period.overlaps(row.drug.agreement) and standard.amount != row.product.standard:
            yield _fault(row, "医保支付标准", "STANDARD_DIFFERS", f"该产品 {standard.period} 已有不同的支付标准。")


def _collides(period: Period, rows: Iterable[NationalAgreement | Listing]) -> bool:
    """Whether the period shares days with a stored one that is not the same."""
    return any(row.period.overlaps(period) and row.period != period for row in rows)


def _fault(row: CatalogueRow, column: str, code: str, message: str) -> FieldError:
    return FieldError(f"{row.line}:{column}", code, message)
