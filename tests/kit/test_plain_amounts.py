"""Amounts and numbers as people write them."""

import pytest

from kit.forms import plain, plain_amount

AMOUNTS = {
    "9,632.00": "9632.00", "9，632.00": "9632.00", "１，２３４．５０": "1234.50", "1,234,567": "1234567",
    " 12.5 元": "12.5", "￥340.00": "340.00", "340。5": "340.5", "1,23": "1,23", "12,34.5": "12,34.5",
    "1e2": "1e2", "-5": "-5", "": "",
}  # fmt: skip


@pytest.mark.parametrize(("typed", "amount"), AMOUNTS.items())
def test_an_amount_is_read_as_it_was_meant_and_never_guessed(typed: str, amount: str) -> None:
    assert plain_amount(typed) == amount


def test_a_number_loses_its_blanks_and_its_width() -> None:
    assert plain(" 43010219\u3000900101123ｘ ") == "43010219900101123x"
