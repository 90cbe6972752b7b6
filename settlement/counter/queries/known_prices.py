"""Prices whose trying tells an institution nothing that it does not know."""

from datetime import date
from decimal import Decimal

from django.db.models import Max

from catalog.prices.models import ListedPrice, PaymentStandard
from settlement.claims.models import ClaimLine


def tells_nothing(institution: str, product: str, price: Decimal, day: date) -> bool:
    """Say whether the answer to this price is known before: the product's standard of that day is no secret, the price
    is the platform's, or the institution has been paid for this product under this standard at no less."""
    standard = PaymentStandard.objects.filter(product=product, period__contains=day).first()
    if standard is None or not standard.confidential:
        return True
    if ListedPrice.objects.filter(product=product, period__contains=day, amount=price).exists():
        return True
    lines = ClaimLine.objects.filter(
        claim__institution=institution,
        claim__purchase_day__gte=standard.period.first,
        claim__reverses=None,
        claim__reversal=None,
        product=product,
    )
    highest: Decimal | None = lines.aggregate(highest=Max("unit_price"))["highest"]
    return highest is not None and price <= highest
