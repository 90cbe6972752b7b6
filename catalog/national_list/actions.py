"""The national list and the provincial price list, taken in as a whole or not at all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model

from acts.demands import carries
from catalog.admissions.actions import admit
from catalog.drugs import actions as drug_actions
from catalog.drugs.models import Drug, DrugTerms, NationalAgreement
from catalog.drugs.queries import by_key
from catalog.drugs.rules.conditions import read_conditions
from catalog.drugs.words import DrugOrigin
from catalog.listings import actions as listings
from catalog.national_list.deeds import IMPORT
from catalog.national_list.queries import DRUG_FIELDS, DRUG_TERMS, PRODUCT_FIELDS, Stored, faults, in_force, stored_for
from catalog.national_list.rules import CatalogueRow, refuse_rows, wrong_cell
from catalog.prices.models import ListedPrice, PaymentStandard
from catalog.products import actions as product_actions
from catalog.products.models import Manufacturer, Product, ProductTerms
from catalog.products.rules import usual_route
from kit.action import action
from kit.errors import Busy, DomainError, FieldError
from kit.fields import Dated
from kit.period import Period
from kit.pinyin import sound
from province.events.actions.recording import record
from province.staff.models import Account

Row = TypeVar("Row", bound=Model)
Key = TypeVar("Key")

CORRECTED = "国家目录表格所载与此前登记不同，按表格更正。"
# What no column of the table speaks of.
PRODUCT_OWN = ("cold_chain", "indivisible", "long_term_allowed", "daily_maximum", "trace_prefix")


@action
@carries("catalogue.import")
def import_rows(*, rows: Sequence[CatalogueRow], by: Account | None, on: date) -> dict[str, int]:
    """Enter drugs, agreements, products, standards and prices; list and admit what the rows say is decided.

    What the list says of a drug holds from the first day of its agreement; what it said before stays for its days.
    Repeatable: what is stored alike stays as it is. Set-based, but for listings, admissions and what is said anew of
    a drug or product, which go through their own actions one by one, rules and events included. Returns counts.
    Raises ImportRefused, which names every row that cannot be taken; then nothing was stored.
    """
    present = stored_for(rows)
    refuse_rows(list(faults(rows, present)))
    drugs = _drugs(rows)
    products = _products(rows, drugs)
    _describe_drugs(rows, drugs, present, by, on)
    _describe_products(rows, products, present, by, on)
    counts = {
        "drugs": len(drugs),
        "products": len(products),
        "agreements": _agreements(rows, drugs, present),
        "standards": _standards(rows, present),
        "listed_prices": _listed_prices(rows),
        "listed": _list(rows, drugs, present, by, on),
        "admitted": _admit(rows, products, present, by, on),
    }
    record(IMPORT, on, by=by, on=on, data=counts)
    return counts


def _once(rows: Iterable[CatalogueRow]) -> list[CatalogueRow]:
    """The first row of each drug."""
    first: dict[tuple[str, str], CatalogueRow] = {}
    for row in rows:
        first.setdefault(row.drug.key, row)
    return list(first.values())


def _drugs(rows: Sequence[CatalogueRow]) -> dict[tuple[str, str], Drug]:
    fields = ("pinyin", "field_id", "demonstration", *DRUG_FIELDS)
    drugs = [_drug(row) for row in _once(rows)]
    Drug.objects.bulk_create(
        drugs, update_conflicts=True, unique_fields=["generic_name", "dosage_form"], update_fields=_names(fields)
    )
    return by_key(row.drug.key for row in rows)


def _names(fields: Iterable[str]) -> list[str]:
    return [name.removesuffix("_id") for name in fields]


def _drug(row: CatalogueRow) -> Drug:
    return Drug(
        generic_name=row.drug.generic_name,
        dosage_form=row.drug.dosage_form,
        pinyin=sound(row.drug.generic_name),
        field_id=row.drug.field,
        demonstration=row.demonstration,
        **_cells(row.drug, DRUG_FIELDS),
    )


def _products(rows: Sequence[CatalogueRow], drugs: dict[tuple[str, str], Drug]) -> dict[str, Product]:
    """Store the products with their manufacturers, and return them by code."""
    names = sorted({row.product.manufacturer for row in rows})
    # In the order of their names: two imports at once wait for each other in one direction only.
    Manufacturer.objects.bulk_create([Manufacturer(name=name) for name in names], ignore_conflicts=True)
    manufacturers = dict(Manufacturer.objects.filter(name__in=names).values_list("name", "pk"))
    fields = ("manufacturer_id", "demonstration", *PRODUCT_FIELDS)
    products = [
        Product(
            code=row.product.code,
            drug=drugs[row.drug.key],
            manufacturer_id=manufacturers[row.product.manufacturer],
            demonstration=row.demonstration,
            **_cells(row.product, PRODUCT_FIELDS),
        )
        for row in rows
    ]
    Product.objects.bulk_create(products, update_conflicts=True, unique_fields=["code"], update_fields=_names(fields))
    return {product.code: product for product in products}


def _describe_drugs(
    rows: Sequence[CatalogueRow], drugs: dict[tuple[str, str], Drug], present: Stored, by: Account | None, on: date
) -> None:
    """Store what the list says of each drug from the first day of its agreement."""
    new = []
    for row in _once(rows):
        drug, first, cells = drugs[row.drug.key], row.drug.agreement.first, _cells(row.drug, DRUG_TERMS)
        stored = present.drug_terms.get(drug.pk, [])
        terms = in_force(stored, first)
        if not stored:
            new.append(DrugTerms(drug=drug, period=Period(first, None), document=row.drug.document, **cells))
        elif terms is None or _cells(terms, DRUG_TERMS) != cells:
            # Structured conditions are of the wording that they were written for.
            stays = terms is not None and terms.restricted_scope == row.drug.restricted_scope
            conditions = read_conditions(terms.conditions) if terms and stays else ()
            content = {**cells, "conditions": conditions, "document": row.drug.document, "by": by, "on": on}
            if terms and terms.first_day == first:
                drug_actions.correct(terms=terms, why=CORRECTED, **content)
            else:
                drug_actions.describe(drug=drug, first=first, **content)
    DrugTerms.objects.bulk_create(new)


def _describe_products(
    rows: Sequence[CatalogueRow], products: dict[str, Product], present: Stored, by: Account | None, on: date
) -> None:
    """Store what the list says of each product from the first day of its drug's agreement; the rest stays."""
    new = []
    for row in rows:
        product, first, document = products[row.product.code], row.drug.agreement.first, row.drug.document
        stored = present.product_terms.get(product.pk, [])
        terms = in_force(stored, first)
        route = usual_route(row.drug.dosage_form, row.product.injection, terms.route if terms else None)
        cells = {"route": route, "label_indication": row.product.label_indication}
        if not stored:
            new.append(ProductTerms(product=product, period=Period(first, None), document=document, **cells))
        elif terms is None or _cells(terms, cells) != cells:
            content = {
                **(_cells(terms, PRODUCT_OWN) if terms else {}),
                **cells,
                "document": document,
                "by": by,
                "on": on,
            }
            if terms and terms.first_day == first:
                product_actions.correct(terms=terms, why=CORRECTED, **content)
            else:
                product_actions.describe(product=product, first=first, **content)
    ProductTerms.objects.bulk_create(new)


def _cells(row: object, names: Iterable[str]) -> dict[str, Any]:  # type: ignore[explicit-any]
    return {name: getattr(row, name) for name in names}


def _agreements(rows: Sequence[CatalogueRow], drugs: dict[tuple[str, str], Drug], present: Stored) -> int:
    agreements = [
        NationalAgreement(
            drug=drugs[row.drug.key],
            period=row.drug.agreement,
            printed_standard=row.drug.printed_standard,
            document=row.drug.document,
        )
        for row in _once(rows)
        if row.drug.agreement not in _periods(present.agreements, drugs[row.drug.key].pk)
    ]
    return len(NationalAgreement.objects.bulk_create(agreements))


def _periods(rows: Mapping[Key, Sequence[Dated]], key: Key) -> list[Period]:
    return [row.period for row in rows.get(key, [])]


def _standards(rows: Sequence[CatalogueRow], present: Stored) -> int:
    standards = [
        PaymentStandard(
            product_id=row.product.code,
            period=row.drug.agreement,
            amount=row.product.standard,
            document=row.drug.document,
            confidential=row.product.confidential,
            negotiated=True,
        )
        for row in rows
        if row.drug.agreement not in _periods(present.standards, row.product.code)
    ]
    return len(PaymentStandard.objects.bulk_create(standards))


def _listed_prices(rows: Sequence[CatalogueRow]) -> int:
    """First prices only: a changed price has a day of its own and is set by itself."""
    known_prices = set(
        ListedPrice.objects.filter(product__in=[r.product.code for r in rows]).values_list("product", flat=True)
    )
    prices = [
        ListedPrice(
            product_id=row.product.code,
            period=Period(row.drug.agreement.first, None),
            amount=row.product.listed_price,
            document="省医药集中采购平台挂网价",
        )
        for row in rows
        if row.product.listed_price is not None and row.product.code not in known_prices
    ]
    return len(ListedPrice.objects.bulk_create(prices))


def _list(
    rows: Sequence[CatalogueRow],
    drugs: dict[tuple[str, str], Drug],
    present: Stored,
    by: Account | None,
    on: date,
) -> int:
    wrong: list[FieldError] = []
    entries = [(row, row.drug.listing) for row in _once(rows) if row.drug.listing]
    new = [(row, days) for row, days in entries if days not in _periods(present.listings, drugs[row.drug.key].pk)]
    for row, days in new:
        with _noting_faults(row, "纳入起始日", wrong):
            listings.open(
                drug=drugs[row.drug.key],
                origin=DrugOrigin.NEGOTIATED,
                first=days.first,
                document=row.drug.listing_document,
                by=by,
                on=on,
            )
    refuse_rows(wrong)
    return len(new)


def _admit(
    rows: Sequence[CatalogueRow], products: dict[str, Product], present: Stored, by: Account | None, on: date
) -> int:
    wrong: list[FieldError] = []
    entries = [(row, row.drug.listing) for row in rows if row.drug.listing and row.product.commitment_signed_on]
    new = [
        (row, days)
        for row, days in entries
        if not any(days.overlaps(period) for period in _periods(present.admissions, row.product.code))
    ]
    for row, days in new:
        with _noting_faults(row, "承诺书签订日", wrong):
            admit(
                product=products[row.product.code],
                first=days.first,
                commitment_signed_on=row.product.commitment_signed_on,
                by=by,
                on=on,
            )
    refuse_rows(wrong)
    return len(new)


@contextmanager
def _noting_faults(row: CatalogueRow, column: str, wrong: list[FieldError]) -> Iterator[None]:
    """What an action refuses is put to the row's cell, and the next row is tried. Raises Busy: no cell is to blame."""
    try:
        yield
    except Busy:
        raise
    except DomainError as refused:
        wrong.append(wrong_cell(row.line, column, refused))
