"""Payment standards and platform prices: dated, each ending the one before."""

from datetime import date
from decimal import Decimal
from typing import TypeVar

from acts.demands import carries
from catalog.drugs.words import DrugOrigin
from catalog.listings.errors import NoAgreement, NotListed
from catalog.listings.queries import listing_on
from catalog.prices.deeds import SET_LISTED_PRICE, SET_STANDARD, TAKE_OVER_STANDARD
from catalog.prices.errors import NationalStandardFixed
from catalog.prices.models import ListedPrice, PaymentStandard, Price
from catalog.prices.queries import listed_price_on
from catalog.prices.rules.standards import refuse_other_standard
from catalog.products.models import Product
from kit.action import action
from kit.locks import lock_rows
from kit.money import unit_price
from kit.period import Period
from kit.succession import make_room
from province.events.actions.recording import record
from province.law.queries.policy import current_policy
from province.proposals.models import Proposal
from province.staff.models import Account

AnyPrice = TypeVar("AnyPrice", bound=Price)
WITHHELD = "保密"


@action
@carries("product.set_standard")
def set_standard(
    *,
    product: Product,
    amount: Decimal,
    first: date,
    document: str,
    proposal: Proposal | None,
    by: Account | None,
    on: date,
) -> PaymentStandard:
    """The standard that the province sets on a listed drug's product from `first`, yuan per pack.

    Raises NotListed, NationalStandardFixed, NoListedPrice, StandardUnlikePlatform, ConstraintBroken.
    """
    product = _lock(product)
    listing = listing_on(product.drug, first)
    if listing is None:
        raise NotListed(day=first)
    price = listed_price_on(product, first)
    refuse_other_standard(amount, DrugOrigin(listing.origin), price.amount if price else None, first, current_policy())
    standard = _succeed(PaymentStandard, product, first, amount, document, negotiated=False, proposal=proposal)
    record(SET_STANDARD, product, by=by, on=on, after=unit_price(amount), data=_terms(standard))
    return standard


@action
@carries("product.take_over_standard")
def take_over_national(
    *,
    product: Product,
    amount: Decimal,
    first: date,
    document: str,
    proposal: Proposal | None,
    by: Account | None,
    on: date,
    confidential: bool = False,
) -> PaymentStandard:
    """Take over the standard of the national agreement in force on `first`, for the agreement's days.

    Raises NoAgreement, NationalStandardFixed when another figure stands for those days.
    """
    product = _lock(product)
    agreement = product.drug.agreements.filter(period__contains=first).first()
    if agreement is None:
        raise NoAgreement(day=first)
    if PaymentStandard.objects.filter(product=product, negotiated=True, period__overlap=agreement.period).exists():
        raise NationalStandardFixed
    period = Period(first, agreement.last_day)
    standard = PaymentStandard.objects.create(
        product=product, period=period, amount=amount, document=document, confidential=confidential, negotiated=True,
        proposal=proposal,
    )  # fmt: skip
    text = WITHHELD if confidential else unit_price(amount)
    record(TAKE_OVER_STANDARD, product, by=by, on=on, after=text, data=_terms(standard))
    return standard


@action
@carries("product.set_listed_price")
def set_listed_price(
    *, product: Product, amount: Decimal, first: date, document: str, by: Account | None, on: date
) -> ListedPrice:
    """The platform's price, or what the company really supplies at, from `first`, yuan per pack."""
    product = _lock(product)
    price = _succeed(ListedPrice, product, first, amount, document)
    secret = PaymentStandard.objects.filter(product=product, period__contains=first, confidential=True).exists()
    text = WITHHELD if secret else unit_price(amount)
    record(SET_LISTED_PRICE, product, by=by, on=on, after=text, data=_terms(price))
    return price


def _lock(product: Product) -> Product:
    """Two prices of one product come one after the other: each cuts the one before it."""
    return lock_rows(Product.objects.filter(pk=product.pk)).select_related("drug").get()


def _succeed(
    kind: type[AnyPrice], product: Product, first: date, amount: Decimal, document: str, **more: bool | Proposal | None
) -> AnyPrice:
    """End the price in force on the day before; the new one runs until the next, or the old one's end."""
    period = make_room(kind._default_manager.filter(product=product), first)
    return kind._default_manager.create(product=product, period=period, amount=amount, document=document, **more)


def _terms(price: Price) -> dict[str, object]:
    """What an event keeps of a price beside its amount."""
    return {"period": str(price.period), "document": price.document}
