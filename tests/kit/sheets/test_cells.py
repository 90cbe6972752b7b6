"""What a spreadsheet or a habit did to a cell is undone where that is certain, and refused by name where not."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from kit.errors import DomainError
from kit.period import Period
from kit.sheets.cells import amount_of, choice_of, code_of, number_of, read_count, read_day, read_period, text_of

YEARS = Period(date(2026, 1, 1), date(2027, 12, 31))
read_price, read_code, read_number = amount_of(6), code_of(40), number_of(20)


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-01", "2026/1/1", "2026.1.1", "20260101", "2026年1月1日", "2026 年 1 月 1 日", "２０２６年１月１日",
        "46023", "46023.0", "2026-01-01 00:00:00", "2026-01-01T00:00",
    ],
)  # fmt: skip
def test_a_day_is_read_in_the_forms_of_offices_and_spreadsheets(text: str) -> None:
    assert read_day(text) == date(2026, 1, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2026年1月1日至2027年12月31日", "2026-01-01 至 2027-12-31", "2026/1/1-2027/12/31", "20260101—20271231",
        "2026.1.1~2027.12.31", "自2026年1月1日起至2027年12月31日止", "２０２６年１月１日到２０２７年１２月３１日",
        "2026-01-01-2027-12-31",
    ],
)  # fmt: skip
def test_a_period_is_read_in_the_forms_of_offices(text: str) -> None:
    assert read_period(text) == YEARS


def test_a_period_within_a_year_and_one_without_an_end() -> None:
    assert read_period("2026年1月1日至12月31日") == Period(date(2026, 1, 1), date(2026, 12, 31))
    assert read_period("2026-01-01起") == Period(date(2026, 1, 1), None)


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (read_price, "1,234.50", Decimal("1234.5")),
        (read_price, "￥9632", Decimal(9632)),
        (read_price, "９６３２．０元", Decimal(9632)),
        (read_price, "2408.1000000000004", Decimal("2408.1")),
        (read_code, "xl01ed900001", "XL01ED900001"),
        (read_code, "ＸL01ED900001", "XL01ED900001"),
        (read_code, "8690012345678.0", "8690012345678"),
        (read_number, "164.0", "164"),
        (read_number, "★(80)", "★(80)"),
        (read_count, "２２４", 224),
        (read_count, "224.00", 224),
        (choice_of({"是": True, "Yes": True}), "ＹＥＳ", True),
        (text_of(9), "ALK阳性（照录）", "ALK阳性（照录）"),
    ],
)
def test_what_is_certain_is_restored(read: Callable[[str], object], text: str, value: object) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text", "code"),
    [
        (read_day, "1/2/2026", "DAY_UNREADABLE"),
        (read_day, "2026-02-30", "DAY_UNREADABLE"),
        (read_day, "2026-1/1", "DAY_UNREADABLE"),
        (read_day, "12345", "DAY_UNREADABLE"),
        (read_period, "2026-01-01", "PERIOD_UNREADABLE"),
        (read_period, "2026-02-30至2026-03-01", "DAY_UNREADABLE"),
        (read_period, "2027-01-01至2026-01-01", "EMPTY_PERIOD"),
        (read_code, "8.69E+12", "DIGITS_LOST"),
        (read_code, "1.23456789012346E+18", "DIGITS_LOST"),
        (read_code, "见备注", "CODE_UNREADABLE"),
        (read_number, "8.69E+12", "DIGITS_LOST"),
        (read_price, "9.6E+03", "DIGITS_LOST"),
        (read_price, "1,00", "AMOUNT_NOT_PLAIN"),
        (read_price, "-1", "AMOUNT_NEGATIVE"),
        (read_price, "面议", "AMOUNT_NOT_PLAIN"),
        (read_count, "0", "CELL_NOT_A_COUNT"),
        (read_count, "1.5", "CELL_NOT_A_COUNT"),
        (choice_of({"是": True}), "大概", "CELL_NOT_A_CHOICE"),
        (text_of(2), "三个字", "CELL_TOO_LONG"),
    ],
)
def test_what_is_not_certain_is_refused_by_name(read: Callable[[str], object], text: str, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        read(text)
    assert refused.value.code == code
