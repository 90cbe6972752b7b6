"""Products, what they are worth on a day, and which are paid separately."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, QuerySet, Subquery

from catalog.prices.models import ListedPrice, PaymentStandard
from catalog.prices.rules.standards import visible_amount
from catalog.products.models import Product


@dataclass(frozen=True)
class Prices:
    """A product's prices on a day, yuan per pack. `secret` hides both: a platform price tells the standard."""

    standard: Decimal | None
    listed_price: Decimal | None
    secret: bool

    @property
    def hidden(self) -> bool:
        """Whether the reader may not see the prices."""
        return self.secret and self.standard is None


def priced_on(day: date, products: QuerySet[Product]) -> QuerySet[Product]:
    """Products with `standard`, `confidential` and `listed_price` of the day; None where absent."""
    of_product = {"product": OuterRef("pk"), "period__contains": day}
    standards = PaymentStandard.objects.filter(**of_product)
    return products.annotate(
        standard=Subquery(standards.values("amount")[:1]),
        confidential=Subquery(standards.values("confidential")[:1]),
        listed_price=Subquery(ListedPrice.objects.filter(**of_product).values("amount")[:1]),
    )


def shown_prices(product: Product, role: str) -> Prices:
    """What a role may see of a product from `priced_on`; role "" is the public."""
    secret = bool(product.confidential)  # type: ignore[attr-defined]
    amounts = (product.standard, product.listed_price)  # type: ignore[attr-defined]
    standard, listed_price = (a if a is None else visible_amount(a, secret, role) for a in amounts)
    return Prices(standard, listed_price, secret)


def standard_on(product: Product, day: date) -> PaymentStandard | None:
    """Return the payment standard in force on the day, or None."""
    return PaymentStandard.objects.filter(product=product, period__contains=day).first()


def listed_price_on(product: Product, day: date) -> ListedPrice | None:
    """Return the platform's price in force on the day, or None."""
    return ListedPrice.objects.filter(product=product, period__contains=day).first()
