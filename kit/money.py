"""Money: Decimal in yuan with two decimals. One rounding function, one strict reader, one way to show it."""

import re
from decimal import ROUND_HALF_UP, Decimal

from kit.errors import Malformed

FEN = Decimal("0.01")

# The national interface's field sizes: amounts 16,2, prices 16,6, quantities 16,4.
DIGITS = 16

_PLAIN = re.compile(r"(?:0|[1-9][0-9]*)(?:\.(?P<places>[0-9]+))?")


class AmountNotText(Malformed):
    code = "AMOUNT_NOT_TEXT"
    message = '金额和数量须以文本传送，例如 "1234.50"，不接受浮点数。'


class AmountMissing(Malformed):
    code = "AMOUNT_MISSING"
    message = "没有填写金额或数量。"


class AmountNegative(Malformed):
    code = "AMOUNT_NEGATIVE"
    message = "金额或数量不能是负数。"


class AmountNotPlain(Malformed):
    code = "AMOUNT_NOT_PLAIN"
    message = "金额或数量只能由半角数字和一个小数点组成，例如 1234.50。"


class AmountTooFine(Malformed):
    code = "AMOUNT_TOO_FINE"
    message = "小数不能超过 {places} 位。"


class AmountTooLarge(Malformed):
    code = "AMOUNT_TOO_LARGE"
    message = "数字不能超过 {digits} 位（含小数 {places} 位）。"


def fen(amount: Decimal) -> Decimal:
    """Round half-up to fen, away from zero, so that a reversal is exactly minus its original.

    Raises ArithmeticError for NaN and infinity: such an amount is a fault, never an input.
    """
    if not amount.is_finite():
        raise ArithmeticError(f"{amount} is no amount")
    return amount.quantize(FEN, rounding=ROUND_HALF_UP) + 0  # -0.00 becomes 0.00


def percent(rate: Decimal) -> str:
    """Write 0.8500 as 85%."""
    whole, _, places = f"{rate * 100:f}".partition(".")
    places = places.rstrip("0")
    return f"{whole}.{places}%" if places else f"{whole}%"


def yuan(amount: Decimal) -> str:
    """An amount as officials read it: 1,234.50."""
    return f"{fen(amount):,.2f}"


def unit_price(price: Decimal) -> str:
    """A price per unit, which may be finer than a fen: at least two decimals, no idle zeros behind them."""
    whole, _, places = f"{price:,f}".partition(".")
    return f"{whole}.{places.rstrip('0').ljust(2, '0')}"


def plain_quantity(quantity: Decimal) -> str:
    """Packs or smallest units without idle zeros: 2, 0.5, and ten as 10."""
    return f"{quantity.normalize():f}"


def parse_amount(text: object, places: int = 2) -> Decimal:
    """Read an amount, price or quantity as it was sent, with at most `places` decimals and 16 digits in all.

    Only text of ASCII digits and one point is read: no sign, exponent, separator, blank, underscore or
    other script's digits. Zero is an amount; whoever needs more than nothing asks. The answer always
    has `places` decimals. Raises one of the Amount errors above.
    """
    if not isinstance(text, str):
        raise AmountNotText
    if not text.strip():
        raise AmountMissing
    match = _PLAIN.fullmatch(text)
    if match is None:
        raise AmountNegative if _PLAIN.fullmatch(text.removeprefix("-")) else AmountNotPlain
    return _check_size(match, places)


def _check_size(match: re.Match[str], places: int) -> Decimal:
    if len(match["places"] or "") > places:
        raise AmountTooFine(places=places)
    if len(match[0].partition(".")[0]) > DIGITS - places:
        raise AmountTooLarge(digits=DIGITS, places=places)
    return Decimal(match[0]).quantize(Decimal(1).scaleb(-places))
