"""Where a payment standard comes from, and who may see it."""

from datetime import date
from decimal import Decimal

from acts.demands import carries
from acts.policy import Policy
from catalog.drugs.words import DrugOrigin
from catalog.prices.errors import NationalStandardFixed, NoListedPrice, StandardUnlikePlatform
from catalog.prices.policy import Pricing
from catalog.prices.words import StandardFrom
from kit.money import unit_price
from province.staff.words import Role


@carries("payment_standard_origin")
def refuse_other_standard(
    amount: Decimal, origin: DrugOrigin, listed_price: Decimal | None, day: date, policy: Policy
) -> None:
    """What the province may set from `day`: nothing on negotiated drugs, the platform's price on regular ones.

    Raises NationalStandardFixed, NoListedPrice, StandardUnlikePlatform.
    """
    comes_from = policy[Pricing].standard_from.on(day)[origin]
    if comes_from is StandardFrom.NATIONAL_AGREEMENT:
        raise NationalStandardFixed
    if comes_from is StandardFrom.PLATFORM_PRICE and listed_price is None:
        raise NoListedPrice(day=day)
    if comes_from is StandardFrom.PLATFORM_PRICE and listed_price is not None and amount != listed_price:
        raise StandardUnlikePlatform(price=unit_price(listed_price))


# Those who curate the standards, and those who settle and audit by them (decision 22).
SEE_CONFIDENTIAL = frozenset({Role.CATALOG_ADMIN, Role.PROVINCIAL_AGENCY, Role.REVIEWER, Role.SUPERVISOR})


def visible_amount(amount: Decimal, confidential: bool, role: str) -> Decimal | None:
    """The amount as a role may see it; "" is the public. None is shown as 保密."""
    return None if confidential and role not in SEE_CONFIDENTIAL else amount
