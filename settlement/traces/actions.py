"""Products that may be sold without a code, and how many packs of them an institution has."""

from datetime import date
from decimal import Decimal

from acts.demands import carries
from catalog.products.models import Product
from kit.action import action
from kit.locks import lock_rows
from kit.money import plain_quantity
from kit.period import Period
from physicians.institutions.models import Institution
from province.events.actions.recording import record
from province.staff.models import Account
from settlement.traces.deeds import DECLARE, END, LIST
from settlement.traces.errors import EndedAlready, LessThanSold, NotListedUncoded
from settlement.traces.models import UncodedProduct, UncodedStock


@action
@carries("uncoded_product.list")
def list_product(*, product: Product, period: Period, document: str, by: Account, on: date) -> UncodedProduct:
    """Let packs of a product be sold without a code within the period. Raises ConstraintBroken where it may already."""
    row = UncodedProduct.objects.create(product=product, period=period, document=document)
    record(LIST, row, by=by, on=on, after=str(period), data={"document": document})
    return row


@action
@carries("uncoded_product.end")
def end(*, row: UncodedProduct, last_day: date, by: Account, on: date) -> UncodedProduct:
    """Let the list end for a product after `last_day`, no earlier than today. Raises EndedAlready."""
    row = lock_rows(UncodedProduct.objects.filter(pk=row.pk)).get()
    if last_day < on or not row.holds_on(last_day):
        raise EndedAlready(day=last_day)
    before, row.period = row.period, row.period.until(last_day)
    row.save(update_fields=["period"])
    record(END, row, by=by, on=on, before=str(before), after=str(row.period))
    return row


@action
@carries("uncoded_stock.declare")
def declare(*, institution: Institution, product: Product, packs: int, by: Account, on: date) -> UncodedStock:
    """Say how many packs without codes an institution had in all, those sold since included; said again, it replaces
    what was said. Raises NotListedUncoded, LessThanSold."""
    if not UncodedProduct.objects.filter(product=product, period__contains=on).exists():
        raise NotListedUncoded
    of_both = {"institution": institution, "product": product}
    UncodedStock.objects.get_or_create(**of_both, defaults={"declared": 0})
    # A sale takes from it at the same moment: what it took is seen here, and what is said here it sees.
    stock = lock_rows(UncodedStock.objects.filter(**of_both)).get()
    before, stock.declared = stock.declared, packs * product.units_per_pack
    if stock.declared < stock.used:
        raise LessThanSold(sold=plain_quantity(Decimal(stock.used) / product.units_per_pack))
    stock.save(update_fields=["declared"])
    record(DECLARE, stock, by=by, on=on, before=str(before), after=f"{product.pk} {packs} 盒"[:40])
    return stock
