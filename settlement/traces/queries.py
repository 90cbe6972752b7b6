"""Products that may be sold without a code, and what of them an institution has."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from catalog.products.models import Product
from settlement.traces.models import UncodedProduct, UncodedStock


@dataclass(frozen=True)
class Stock:
    """A product on the list, and the packs without codes that an institution declared and has left; None before."""

    product: Product
    last_day: date | None
    declared: Decimal | None
    left: Decimal | None


def every_listing() -> QuerySet[UncodedProduct]:
    """Everything that was ever on the list; it is open to every member of staff."""
    return UncodedProduct.objects.select_related("product__drug", "product__manufacturer")


def stock_of(*, institution: str, on: date) -> list[Stock]:
    """The products on the list of the day, with what the institution has of each."""
    rows = every_listing().filter(period__contains=on).order_by("product__drug__generic_name", "product_id")
    stocks = {stock.product_id: stock for stock in UncodedStock.objects.filter(institution=institution)}
    return [_stock(row, stocks.get(row.product_id)) for row in rows]


def _stock(row: UncodedProduct, stock: UncodedStock | None) -> Stock:
    per_pack = Decimal(row.product.units_per_pack)
    if stock is None:
        return Stock(row.product, row.last_day, None, None)
    return Stock(row.product, row.last_day, stock.declared / per_pack, (stock.declared - stock.used) / per_pack)
