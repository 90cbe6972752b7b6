"""Drugs of the national list and their national agreements."""

from datetime import date

from acts.demands import carries
from catalog.drugs.models import Drug
from catalog.products.deeds import REGISTER, REGISTER_MANUFACTURER
from catalog.products.errors import ProductTaken
from catalog.products.models import Manufacturer, Product
from kit.action import action
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
    label_indication: str,
    by: Account | None,
    on: date,
    trade_name: str = "",
    injection: bool = False,
    demonstration: bool = False,
) -> Product:
    """Enter one manufacturer's pack of a drug. Raises ProductTaken, ConstraintBroken."""
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
        label_indication=label_indication,
        injection=injection,
        demonstration=demonstration,
    )
    record(REGISTER, product, by=by, on=on)
    return product
