"""How rates, prices, quantities and payers of a settlement are written."""

from decimal import Decimal

from django import template

from kit import money
from kit.templatetags.words import NOTHING
from settlement.claims.words import Payer

register = template.Library()


@register.filter
def percent(rate: Decimal | None) -> str:
    """Write 0.85 as 85%."""
    return NOTHING if rate is None else money.percent(rate)


@register.filter
def price(value: Decimal | None) -> str:
    """A price per pack: 1,234.50, finer where it is finer."""
    return NOTHING if value is None else money.unit_price(value)


@register.filter
def payer(fund: str) -> str:
    """统筹基金 ... by its code"""
    return str(Payer(fund).label)
