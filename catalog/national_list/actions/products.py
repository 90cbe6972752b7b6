"""The lines of a price list are written: products, standards, platform prices, and admissions with a commitment."""

from collections.abc import Callable, Sequence
from datetime import date

from django.db.models import F, Value

from catalog.admissions.actions import admit
from catalog.national_list.queries.products import (
    StoredProducts,
    new_standard,
    product_cells,
    term_cells,
    terms_of_day,
    to_admit,
    with_new_price,
)  # fmt: skip
from catalog.national_list.rules.products import ProductRow
from catalog.national_list.rules.terms import Terms
from catalog.prices.models import ListedPrice, PaymentStandard
from catalog.products import actions as products
from catalog.products.deeds import DESCRIBE
from catalog.products.models import Manufacturer, Product, ProductTerms
from kit.errors import Busy, DomainError
from kit.fields import Until
from kit.period import Period
from kit.succession import room
from province.events.actions.recording import record_each
from province.staff.models import Account

CELLS = (
    "trade_name", "specification", "pack", "units_per_pack", "unit", "approval_number", "manufacturer",
)  # fmt: skip
# What no column of the table speaks of stays as it was.
KEPT = (
    "route", "label_indication", "cold_chain", "indivisible", "long_term_allowed", "daily_maximum", "trace_prefix",
)  # fmt: skip
CORRECTED = "价格表所载与此前登记不同，按表格更正。"
OFTEN = 100
Refusals = dict[int, tuple[str, str]]


def write_products(
    rows: Sequence[ProductRow],
    catalogue: StoredProducts,
    terms: Terms,
    by: Account | None,
    on: date,
    so_far: Callable[[int], None],
) -> tuple[dict[str, int], Refusals]:
    """Write what the lines say; returns counts, and by its number why a line's product was not admitted.

    `so_far` is told now and then how many lines are done with.
    """
    number = _write_rows(rows, catalogue)
    _describe(rows, catalogue, terms, by, on)
    standards = _standards(rows, catalogue, terms)
    prices = _listed_prices(rows, catalogue, terms)
    admissions, refusals = _admit(to_admit(rows, catalogue, terms), terms, by, on, so_far)
    counts = {"products": number, "standards": standards, "listed_prices": prices, "admitted": admissions}
    return counts, refusals


def _write_rows(rows: Sequence[ProductRow], catalogue: StoredProducts) -> int:
    names = sorted({row.manufacturer for row in rows})
    # In the order of their names: two imports at once wait for each other in one direction only.
    Manufacturer.objects.bulk_create([Manufacturer(name=name) for name in names], ignore_conflicts=True)
    manufacturers = {company.name: company for company in Manufacturer.objects.filter(name__in=names)}
    new: list[Product] = []
    existing: list[Product] = []
    for row in rows:
        product, cells = catalogue.products.get(row.code), product_cells(row)
        cells["manufacturer"] = manufacturers[row.manufacturer]
        if product is None:
            cells |= {"drug": catalogue.drug_of(row), "demonstration": bool(row.demonstration)}
            new.append(Product(code=row.code, **cells))
        elif any(getattr(product, name) != value for name, value in cells.items()):
            for name, value in cells.items():
                setattr(product, name, value)
            existing.append(product)
    Product.objects.bulk_create(new, batch_size=2000)
    # One statement of many rows instead of one of many cases: 20,000 products in seconds.
    Product.objects.bulk_create(
        existing, update_conflicts=True, unique_fields=["code"], update_fields=CELLS, batch_size=2000
    )
    return len(new) + len(existing)


def _describe(
    rows: Sequence[ProductRow], catalogue: StoredProducts, terms: Terms, by: Account | None, on: date
) -> None:
    """What the list says from the first day on follows what was said before, which ends the day before and stays."""
    cut: list[int] = []
    new: list[ProductTerms] = []
    for row in rows:
        drug, of_day = catalogue.drug_of(row), terms_of_day(row, catalogue, terms)
        cells = term_cells(row, drug.dosage_form if drug else "", of_day)
        if of_day and all(getattr(of_day, name) == value for name, value in cells.items()):
            continue
        content = {**({name: getattr(of_day, name) for name in KEPT} if of_day else {}), **cells}
        if of_day and of_day.first_day == terms.first:
            products.correct(terms=of_day, document=terms.document, why=CORRECTED, by=by, on=on, **content)
            continue
        period = room(catalogue.terms.get(row.code, []), terms.first)
        cut += [of_day.pk] if of_day else []
        new.append(ProductTerms(product_id=row.code, period=period, document=terms.document, **content))
    ProductTerms.objects.filter(pk__in=cut).update(period=Until(F("period"), Value(terms.first)))
    ProductTerms.objects.bulk_create(new, batch_size=2000)
    things = [(following.product_id, "") for following in new]
    record_each(DESCRIBE, things, by=by, on=on, after=f"{terms.first} 起")


def _standards(rows: Sequence[ProductRow], catalogue: StoredProducts, terms: Terms) -> int:
    standards = [
        PaymentStandard(
            product_id=row.code, period=period, amount=row.standard, document=terms.document,
            confidential=row.confidential, negotiated=True,
        )
        for row in rows
        if (period := new_standard(row, catalogue, terms)) and row.standard is not None
    ]  # fmt: skip
    return len(PaymentStandard.objects.bulk_create(standards, batch_size=2000))


def _listed_prices(rows: Sequence[ProductRow], catalogue: StoredProducts, terms: Terms) -> int:
    """A price that is otherwise begins on the first day; the one before ends the day before, and stays."""
    cut: list[int] = []
    new: list[ListedPrice] = []
    for row, amount, price in with_new_price(rows, catalogue, terms):
        last = price.last_day if price else None
        new.append(ListedPrice(
            product_id=row.code, period=Period(terms.first, last), amount=amount, document=terms.document
        ))  # fmt: skip
        if price:
            cut.append(price.pk)
    ListedPrice.objects.filter(pk__in=cut).update(period=Until(F("period"), Value(terms.first)))
    return len(ListedPrice.objects.bulk_create(new, batch_size=2000))


def _admit(
    rows: Sequence[ProductRow], terms: Terms, by: Account | None, on: date, so_far: Callable[[int], None]
) -> tuple[int, Refusals]:
    admissions, refusals = 0, Refusals()
    by_code = Product.objects.in_bulk([row.code for row in rows])
    for number, row in enumerate(rows):
        if number % OFTEN == 0:
            so_far(number)
        try:
            admit(
                product=by_code[row.code], first=terms.first, commitment_signed_on=row.commitment_signed_on,
                by=by, on=on,
            )  # fmt: skip
            admissions += 1
        except Busy:
            raise
        except DomainError as refused:
            refusals[row.line] = ("承诺书签订日", f"产品已登记，但没有准入：{refused.message}")
    return admissions, refusals
