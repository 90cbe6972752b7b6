"""Products as they are sold."""

from datetime import date

from catalog.errors import ProductTaken
from catalog.models import Drug, Manufacturer, Product
from province.actions.action import action
from province.actions.events import record
from province.models import Account


@action
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
    record(by=by, on=on, noun="product", object_id=product.pk, verb="register", source="HN-4.2")
    return product
