"""Money: one rounding, one strict reader."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import DomainError
from kit.money import FEN, fen, parse_amount, unit_price, yuan

AMOUNTS = st.decimals(-(10**12), 10**12, places=6)


@given(AMOUNTS)
def test_rounding_moves_an_amount_by_half_a_fen_at_most(amount: Decimal) -> None:
    assert abs(fen(amount) - amount) <= FEN / 2
    assert fen(amount).as_tuple().exponent == -2


@given(AMOUNTS)
def test_a_reversal_rounds_to_exactly_minus_the_original(amount: Decimal) -> None:
    assert fen(-amount) == -fen(amount)


@given(AMOUNTS, AMOUNTS)
def test_rounding_keeps_the_order(one: Decimal, other: Decimal) -> None:
    assert (fen(one) <= fen(other)) or one > other


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [("0.005", "0.01"), ("0.004999", "0.00"), ("1.005", "1.01"), ("2.675", "2.68"), ("-0.005", "-0.01")],
)
def test_half_a_fen_goes_up(amount: str, rounded: str) -> None:
    assert str(fen(Decimal(amount))) == rounded


def test_nothing_is_never_minus_nothing() -> None:
    assert str(fen(Decimal("-0.001"))) == "0.00"


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_never_rounded_to_money(amount: str) -> None:
    with pytest.raises(ArithmeticError):
        fen(Decimal(amount))


@given(st.decimals(0, Decimal("99999999999999.99"), places=2))
def test_an_amount_is_read_back_as_it_was_written(amount: Decimal) -> None:
    assert parse_amount(f"{amount:f}") == amount


@pytest.mark.parametrize(
    ("text", "places", "amount"),
    [
        ("0", 2, "0.00"),
        ("1234.5", 2, "1234.50"),
        ("0.000001", 6, "0.000001"),
        ("9999999999.999999", 6, "9999999999.999999"),
        ("99999999999999.99", 2, "99999999999999.99"),
    ],
)
def test_plain_text_is_read_with_the_places_asked_for(text: str, places: int, amount: str) -> None:
    assert str(parse_amount(text, places)) == amount


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (0.1, "AMOUNT_NOT_TEXT"),
        (1, "AMOUNT_NOT_TEXT"),
        (True, "AMOUNT_NOT_TEXT"),
        (None, "AMOUNT_NOT_TEXT"),
        ([1], "AMOUNT_NOT_TEXT"),
        (Decimal("1.00"), "AMOUNT_NOT_TEXT"),
        ("", "AMOUNT_MISSING"),
        ("  ", "AMOUNT_MISSING"),
        ("-1", "AMOUNT_NEGATIVE"),
        ("-0", "AMOUNT_NEGATIVE"),
        ("--1", "AMOUNT_NOT_PLAIN"),
        ("1e2", "AMOUNT_NOT_PLAIN"),
        ("1e400", "AMOUNT_NOT_PLAIN"),
        ("1_0", "AMOUNT_NOT_PLAIN"),
        ("+1", "AMOUNT_NOT_PLAIN"),
        (" 1 ", "AMOUNT_NOT_PLAIN"),
        ("1\n", "AMOUNT_NOT_PLAIN"),
        ("1,000.00", "AMOUNT_NOT_PLAIN"),
        ("0x10", "AMOUNT_NOT_PLAIN"),
        ("NaN", "AMOUNT_NOT_PLAIN"),
        ("Infinity", "AMOUNT_NOT_PLAIN"),
        ("１２", "AMOUNT_NOT_PLAIN"),
        ("١٢", "AMOUNT_NOT_PLAIN"),
        ("1.", "AMOUNT_NOT_PLAIN"),
        (".5", "AMOUNT_NOT_PLAIN"),
        ("01", "AMOUNT_NOT_PLAIN"),
        ("1\x00", "AMOUNT_NOT_PLAIN"),
        ("0.001", "AMOUNT_TOO_FINE"),
        ("1.005", "AMOUNT_TOO_FINE"),
        ("9" * 60, "AMOUNT_TOO_LARGE"),
        ("100000000000000", "AMOUNT_TOO_LARGE"),
    ],
)
def test_anything_but_plain_digits_is_refused_by_code(text: object, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        parse_amount(text)
    assert refused.value.code == code
    assert refused.value.status == 400


def test_money_is_shown_with_separators_and_two_decimals() -> None:
    assert yuan(Decimal("1234.5")) == "1,234.50"
    assert yuan(Decimal("-1234567")) == "-1,234,567.00"


@pytest.mark.parametrize(("price", "shown"), [("12", "12.00"), ("1234.5600", "1,234.56"), ("0.123400", "0.1234")])
def test_a_unit_price_keeps_what_is_finer_than_a_fen(price: str, shown: str) -> None:
    assert unit_price(Decimal(price)) == shown
