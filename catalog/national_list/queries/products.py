"""Lines of a price list against the products that are registered, and their prices."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter

from catalog.admissions.models import Admission
from catalog.drugs.models import Drug
from catalog.national_list.errors import (
    AgreementNotInForce,
    DrugUnknown,
    LaterPrice,
    ListingNotInForce,
    PackUnreadable,
    ProductOfAnotherDrug,
    ProductToldTwice,
    StandardDiffers,
)  # fmt: skip
from catalog.national_list.queries.drugs import StoredDrugs, differences, group, stored_drugs
from catalog.national_list.rules.outcomes import Change, Outcome, fault, wrong
from catalog.national_list.rules.products import ProductRow
from catalog.national_list.rules.terms import Terms
from catalog.national_list.words import LineKind
from catalog.prices.models import ListedPrice, PaymentStandard
from catalog.products.models import Product, ProductTerms
from catalog.products.rules import usual_route
from kit.errors import FieldError
from kit.money import unit_price
from kit.period import Period
from kit.succession import in_force
from kit.words import say

WITHHELD = "保密"
INJECTION = "注射"


@dataclass(frozen=True)
class StoredProducts:
    """The products that the lines name, with their prices and admissions, and all drugs."""

    drugs: StoredDrugs
    products: dict[str, Product]
    terms: dict[str, list[ProductTerms]]
    standards: dict[str, list[PaymentStandard]]
    prices: dict[str, list[ListedPrice]]
    admissions: dict[str, list[Admission]]

    def drug_of(self, row: ProductRow) -> Drug | None:
        """Return the drug that a line speaks of."""
        return self.drugs.find(row.generic_name, row.dosage_form)

    def agreement_of(self, drug: Drug, terms: Terms) -> Period | None:
        """Return the days of the drug's agreement that is in force on the first day."""
        agreements = self.drugs.agreements.get(drug.pk, [])
        return next((row.period for row in agreements if row.period.contains(terms.first)), None)

    def price_of(self, code: str, terms: Terms) -> ListedPrice | None:
        """Return the platform's price in force on the first day."""
        return next((row for row in self.prices.get(code, []) if row.period.contains(terms.first)), None)


def stored_products(rows: Sequence[ProductRow]) -> StoredProducts:
    """Ten queries, however many lines."""
    codes = [row.code for row in rows]
    of_product = attrgetter("product_id")
    return StoredProducts(
        drugs=stored_drugs(),
        products=Product.objects.select_related("manufacturer", "drug").in_bulk(codes),
        terms=group(ProductTerms.objects.filter(product__in=codes).order_by("first_day"), of_product),
        standards=group(PaymentStandard.objects.filter(product__in=codes).order_by("pk"), of_product),
        prices=group(ListedPrice.objects.filter(product__in=codes).order_by("pk"), of_product),
        admissions=group(Admission.objects.filter(product__in=codes).order_by("pk"), of_product),
    )


def compare_products(
    rows: Iterable[ProductRow | Outcome], catalogue: StoredProducts, terms: Terms
) -> Iterator[tuple[Outcome, ProductRow | None]]:
    """Return what would become of each line, with the row where it can be taken; then what stands in no line."""
    lines: dict[str, int] = {}
    for row in rows:
        if isinstance(row, Outcome):
            yield row, None
            continue
        first = lines.setdefault(row.code, row.line)
        faults = [fault("药品统一编码", ProductToldTwice(line=first))] if first != row.line else []
        faults += _faults(row, catalogue, terms)
        yield (wrong(row.line, row.name, faults), None) if faults else (_outcome(row, catalogue, terms), row)
    for outcome in _absent(lines, terms):
        yield outcome, None


def _faults(row: ProductRow, catalogue: StoredProducts, terms: Terms) -> Iterator[FieldError]:
    drug, product = catalogue.drug_of(row), catalogue.products.get(row.code)
    if drug is None:
        name = f"{row.generic_name}（{row.dosage_form}）" if row.dosage_form else row.generic_name
        yield fault("通用名", DrugUnknown(name=name))
        return
    if product is not None and product.drug_id != drug.pk:
        yield fault("药品统一编码", ProductOfAnotherDrug(drug=product.drug))
    if product is None and not (row.units_per_pack and row.unit):
        yield fault("包装", PackUnreadable(pack=row.pack))
    yield from _price_faults(row, drug, catalogue, terms)
    listings = catalogue.drugs.listings.get(drug.pk, [])
    if row.commitment_signed_on and not any(listing.period.contains(terms.first) for listing in listings):
        yield fault("承诺书签订日", ListingNotInForce(day=terms.first))


def _price_faults(row: ProductRow, drug: Drug, catalogue: StoredProducts, terms: Terms) -> Iterator[FieldError]:
    agreement = catalogue.agreement_of(drug, terms)
    if row.standard is not None and agreement is None:
        yield fault("医保支付标准", AgreementNotInForce(day=terms.first))
    if row.standard is not None and agreement is not None:
        for standard in catalogue.standards.get(row.code, []):
            if standard.period.overlaps(agreement) and standard.amount != row.standard:
                yield fault("医保支付标准", StandardDiffers(period=standard.period))
    later = [price.first_day for price in catalogue.prices.get(row.code, []) if price.first_day >= terms.first]
    if later and _new_price(row, catalogue, terms):
        yield fault("最小包装挂网价", LaterPrice(day=min(later)))


def product_cells(row: ProductRow) -> dict[str, object]:
    """Return what the line says of the product itself; what it does not say is left out."""
    cells = {
        "trade_name": row.trade_name,
        "specification": row.specification,
        "pack": row.pack,
        "units_per_pack": row.units_per_pack,
        "unit": row.unit,
        "approval_number": row.approval_number,
    }
    return {name: value for name, value in cells.items() if value is not None}


def terms_of_day(row: ProductRow, catalogue: StoredProducts, terms: Terms) -> ProductTerms | None:
    """Return what is known of the product on the first day."""
    return in_force(catalogue.terms.get(row.code, []), terms.first)


def term_cells(row: ProductRow, form: str, of_day: ProductTerms | None) -> dict[str, object]:
    """Return what the line says of the product from the first day on; what it does not say is left out."""
    cells: dict[str, object] = {} if row.label_indication is None else {"label_indication": row.label_indication}
    if row.injection is None and of_day:
        return cells
    injection = INJECTION in form if row.injection is None else row.injection
    return {**cells, "route": usual_route(form, injection, of_day.route if of_day else None)}


def new_standard(row: ProductRow, catalogue: StoredProducts, terms: Terms) -> Period | None:
    """Return the days for which the line brings a standard that is not stored yet."""
    drug = catalogue.drug_of(row)
    agreement = catalogue.agreement_of(drug, terms) if drug else None
    if row.standard is None or agreement is None:
        return None
    covers = any(standard.period.overlaps(agreement) for standard in catalogue.standards.get(row.code, []))
    return None if covers else agreement


def _new_price(row: ProductRow, catalogue: StoredProducts, terms: Terms) -> Decimal | None:
    """The platform's price that the line brings, where another or none is in force on the first day."""
    price = catalogue.price_of(row.code, terms)
    return None if price and price.amount == row.listed_price else row.listed_price


def with_new_price(
    rows: Iterable[ProductRow], catalogue: StoredProducts, terms: Terms
) -> Iterator[tuple[ProductRow, Decimal, ListedPrice | None]]:
    """Return the lines that bring another platform price, with it and with the one in force."""
    for row in rows:
        if amount := _new_price(row, catalogue, terms):
            yield row, amount, catalogue.price_of(row.code, terms)


def to_admit(rows: Iterable[ProductRow], catalogue: StoredProducts, terms: Terms) -> list[ProductRow]:
    """Return the lines with a commitment whose product is not admitted on the first day or later."""
    return [row for row in rows if row.commitment_signed_on and not _is_admitted(row, catalogue, terms)]


def _is_admitted(row: ProductRow, catalogue: StoredProducts, terms: Terms) -> bool:
    return any(
        admission.period.overlaps(Period(terms.first, None)) for admission in catalogue.admissions.get(row.code, [])
    )


def _outcome(row: ProductRow, catalogue: StoredProducts, terms: Terms) -> Outcome:
    product = catalogue.products.get(row.code)
    changes: list[Change] = []
    if product:
        of_day = terms_of_day(row, catalogue, terms)
        company = Change("生产企业", product.manufacturer.name, row.manufacturer)
        changes += [company] if company.before != company.after else []
        changes += differences(product, product_cells(row), {}) + differences(
            of_day, term_cells(row, product.drug.dosage_form, of_day), {}
        )
        if of_day is None:
            changes.append(Change("产品说明", "无", f"{terms.first} 起"))
    if new_standard(row, catalogue, terms) and row.standard is not None:
        changes.append(Change("支付标准（元/包）", "无", WITHHELD if row.confidential else unit_price(row.standard)))
    for _, amount, price in with_new_price([row], catalogue, terms):
        changes.append(Change("挂网价（元/包）", unit_price(price.amount) if price else "无", unit_price(amount)))
    if to_admit([row], catalogue, terms):
        changes.append(Change(say("{separate_payment}准入"), "无", f"{terms.first} 起"))
    kind = LineKind.NEW if product is None else LineKind.ALTERED if changes else LineKind.SAME
    return Outcome(row.line, kind, row.name, tuple(changes))


def _absent(lines: dict[str, int], terms: Terms) -> Iterator[Outcome]:
    """Products with a platform price in force that no line names: told, never ended by it."""
    prices = ListedPrice.objects.filter(period__contains=terms.first).select_related("product__drug")
    for price in prices.select_related("product__manufacturer", "product__drug").order_by("product_id"):
        if price.product_id not in lines:
            change = Change("挂网价（元/包）", unit_price(price.amount), "表中没有")
            yield Outcome(None, LineKind.GONE, f"{price.product_id} {price.product}", (change,))
