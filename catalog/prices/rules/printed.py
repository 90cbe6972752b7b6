"""The payment standard as the national list prints it: per size, per box, or confidential."""

import re
from dataclasses import dataclass
from decimal import Decimal

from kit.errors import DomainError, Malformed
from kit.money import parse_amount

CONFIDENTIAL = "*"
PRICE_PLACES = 6
BOX = "盒"
_HAS_DIGIT = re.compile(r"[0-9]")


class StandardUnreadable(Malformed):
    code = "STANDARD_UNREADABLE"
    message = "支付标准“{text}”无法识别，应如 34.31/0.1g/片;58.33/0.2g/片、479.00/盒 或 *。"


class SizeNotPrinted(Malformed):
    code = "SIZE_NOT_PRINTED"
    message = "目录所印支付标准没有规格“{size}”的价格。"


class UnitNotPrinted(Malformed):
    code = "UNIT_NOT_PRINTED"
    message = "目录未印计价单位，请在“计价单位”一列写明“最小单位”或“最小包装”。"


class UnitUnlike(Malformed):
    code = "UNIT_UNLIKE"
    message = "目录按“{printed}”计价，与产品的最小单位“{unit}”不符。"


class Unit:
    """What a price without a printed unit is for, as the row says it."""

    SMALLEST = "最小单位"
    PACK = "最小包装"


@dataclass(frozen=True)
class PrintedPrice:
    """One price of the list: yuan for one `unit` of that `strength`; "" where nothing is printed."""

    amount: Decimal
    strength: str
    unit: str


@dataclass(frozen=True)
class Size:
    """What a product's pack is: strength of one unit, how many units, the unit, what an unnamed price is for."""

    strength: str
    units_per_pack: int
    unit: str
    priced_by: str = ""


def read_printed(text: str) -> tuple[PrintedPrice, ...]:
    """The prices printed in one cell; none when confidential. Raises StandardUnreadable."""
    if text.strip() == CONFIDENTIAL:
        return ()
    try:
        return tuple(_read_price(part) for part in re.split("[;；]", text))
    except DomainError:
        raise StandardUnreadable(text=text) from None


def _read_price(text: str) -> PrintedPrice:
    amount, *rest = (part.strip() for part in text.split("/"))
    strength = rest.pop(0) if rest and _HAS_DIGIT.search(rest[0]) else ""
    unit = rest.pop(0) if rest else ""
    if rest or _HAS_DIGIT.search(unit):
        raise StandardUnreadable(text=text)
    return PrintedPrice(parse_amount(amount, PRICE_PLACES), strength, unit)


def per_pack(prices: tuple[PrintedPrice, ...], size: Size) -> Decimal:
    """The printed standard for one pack of this size, in yuan.

    Raises SizeNotPrinted, UnitNotPrinted, UnitUnlike.
    """
    fitting = [price for price in prices if price.strength in ("", size.strength)]
    if len(fitting) != 1:
        raise SizeNotPrinted(size=size.strength)
    return fitting[0].amount * _units(fitting[0], size)


def _units(price: PrintedPrice, size: Size) -> int:
    """How many of what the price is for are in a pack."""
    if price.unit == size.unit:
        return size.units_per_pack
    if price.unit == BOX:
        return 1
    if price.unit:
        raise UnitUnlike(printed=price.unit, unit=size.unit)
    if size.priced_by not in (Unit.SMALLEST, Unit.PACK):
        raise UnitNotPrinted
    return size.units_per_pack if size.priced_by == Unit.SMALLEST else 1
