"""The payment standard as the national list prints it, in its three shapes."""

from decimal import Decimal

import pytest

from catalog.prices.rules import printed
from catalog.prices.rules.printed import Size, per_pack, read_printed

TWO_SIZES = "34.31/0.1g/片;58.33/0.2g/片"


@pytest.mark.parametrize(
    ("text", "size", "yuan"),
    [
        (TWO_SIZES, Size("0.1g", 30, "片"), "1029.30"),
        (TWO_SIZES, Size("0.2g", 10, "片"), "583.30"),
        ("479.00/盒", Size("0.375g/0.1g", 30, "片"), "479.00"),
        ("2970.00/10ml:10mg/瓶", Size("10ml:10mg", 1, "瓶"), "2970.00"),
        ("780.00/100mg(10ml)/瓶", Size("100mg(10ml)", 1, "瓶"), "780.00"),
        ("18.88/250mg；32.10/500mg", Size("500mg", 30, "袋", "最小单位"), "963.00"),
        ("29.68", Size("10mg", 6, "片", "最小单位"), "178.08"),
        ("29.68", Size("10mg", 6, "片", "最小包装"), "29.68"),
    ],
)
def test_a_printed_price_becomes_yuan_per_pack(text: str, size: Size, yuan: str) -> None:
    assert per_pack(read_printed(text), size) == Decimal(yuan)


def test_a_star_is_confidential_and_prints_no_price() -> None:
    assert read_printed("*") == ()


@pytest.mark.parametrize(
    "text", ["", "面议", "34.31/0.1g/片/盒", "-1/盒", "1e2/盒", "３４/盒", "34.31/0.1g/10片", "34.31;", "1,000/盒"]
)
def test_what_is_no_printed_price_is_refused(text: str) -> None:
    with pytest.raises(printed.StandardUnreadable):
        read_printed(text)


@pytest.mark.parametrize(
    ("text", "size", "refusal"),
    [
        (TWO_SIZES, Size("0.3g", 10, "片"), printed.SizeNotPrinted),
        ("34.31/0.1g/片", Size("0.1g", 10, "粒"), printed.UnitUnlike),
        ("29.68", Size("10mg", 6, "片"), printed.UnitNotPrinted),
    ],
)
def test_a_price_that_does_not_fit_the_pack_is_not_guessed(text: str, size: Size, refusal: type) -> None:
    with pytest.raises(refusal):
        per_pack(read_printed(text), size)
