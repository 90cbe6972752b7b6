"""Manufacturers, their products, and what is true of a product from a day on."""

from datetime import date
from decimal import Decimal

from acts.demands import carries
from catalog.drugs.models import Drug
from catalog.products.deeds import CORRECT, DESCRIBE, REGISTER, REGISTER_MANUFACTURER
from catalog.products.errors import ProductTaken
from catalog.products.models import Manufacturer, Product, ProductTerms
from catalog.products.words import Route
from kit.action import action
from kit.errors import ReasonMissing
from kit.locks import lock_rows
from kit.succession import contents, make_room
from province.events.actions.recording import record
from province.staff.models import Account


@action
def register_manufacturer(*, name: str, by: Account | None, on: date) -> Manufacturer:
    """Enter a company. Raises ConstraintBroken when the name is taken."""
    manufacturer = Manufacturer.objects.create(name=name)
    record(REGISTER_MANUFACTURER, manufacturer, by=by, on=on)
    return manufacturer


@action
@carries("product.register")
def register(
    *,
    code: str,
    drug: Drug,
    manufacturer: Manufacturer,
    specification: str,
    pack: str,
    units_per_pack: int,
    unit: str,
    approval_number: str,
    by: Account | None,
    on: date,
    trade_name: str = "",
    demonstration: bool = False,
) -> Product:
    """Enter one manufacturer's pack of a drug; what is true of it from a day on is `describe`.

    Raises ProductTaken, ConstraintBroken.
    """
    if Product.objects.filter(pk=code).exists():
        raise ProductTaken(number=code)
    product = Product.objects.create(
        code=code,
        drug=drug,
        manufacturer=manufacturer,
        trade_name=trade_name,
        specification=specification,
        pack=pack,
        units_per_pack=units_per_pack,
        unit=unit,
        approval_number=approval_number,
        demonstration=demonstration,
    )
    record(REGISTER, product, by=by, on=on)
    return product


@action
@carries("product.describe")
def describe(
    *,
    product: Product,
    route: Route,
    label_indication: str,
    first: date,
    document: str,
    by: Account | None,
    on: date,
    cold_chain: bool = False,
    indivisible: bool = False,
    long_term_allowed: bool = False,
    daily_maximum: Decimal | None = None,
    trace_prefix: str = "",
) -> ProductTerms:
    """Enter what label and maker say of a product from `first` on. What was said before ends the day before and stays.

    Raises ConstraintBroken (PRODUCT_TERMS_NO_OVERLAP) where other terms begin on that very day: those are corrected.
    """
    lock_rows(Product.objects.filter(pk=product.pk)).get()
    before = product.terms.filter(period__contains=first).first()
    terms = ProductTerms.objects.create(
        product=product,
        period=make_room(product.terms.all(), first),
        route=route,
        cold_chain=cold_chain,
        indivisible=indivisible,
        long_term_allowed=long_term_allowed,
        label_indication=label_indication,
        daily_maximum=daily_maximum,
        trace_prefix=trace_prefix,
        document=document,
    )
    data = {"before": before and contents(before), "after": contents(terms)}
    record(DESCRIBE, product, by=by, on=on, after=str(terms.period), data=data)
    return terms


@action
def correct(
    *,
    terms: ProductTerms,
    route: Route,
    label_indication: str,
    document: str,
    why: str,
    by: Account | None,
    on: date,
    cold_chain: bool = False,
    indivisible: bool = False,
    long_term_allowed: bool = False,
    daily_maximum: Decimal | None = None,
    trace_prefix: str = "",
) -> ProductTerms:
    """Put right what was entered wrongly of a product, for all the days of the row; the log keeps what stood there.

    Raises ReasonMissing.
    """
    if not why.strip():
        raise ReasonMissing
    terms = lock_rows(ProductTerms.objects.filter(pk=terms.pk)).select_related("product__drug").get()
    before = contents(terms)
    terms.route, terms.label_indication, terms.document = route, label_indication, document
    terms.cold_chain, terms.indivisible, terms.long_term_allowed = cold_chain, indivisible, long_term_allowed
    terms.daily_maximum, terms.trace_prefix = daily_maximum, trace_prefix
    terms.save()
    data = {"before": before, "after": contents(terms)}
    record(CORRECT, terms.product, by=by, on=on, after=str(terms.period), why=why, data=data)
    return terms
