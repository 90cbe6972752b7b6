"""Readers of cells: what a spreadsheet does to a value is undone where that is certain, and refused where not."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from kit.money import parse_amount
from kit.period import DayUnreadable, Period, PeriodUnreadable, parse_day
from kit.sheets.errors import CellNotChoice, CellNotCount, CellTooLong, CodeUnreadable, DigitsLost

Member = TypeVar("Member")

SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+?[0-9]+")
FLOAT = re.compile(r"([0-9]+)\.0+")
GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
CODE = re.compile(r"[A-Z0-9][A-Z0-9-]*")
MIDNIGHT = re.compile(r"[ T]0{1,2}:00(?::00)?")
DAY = re.compile(
    r"(?P<y>[0-9]{4})(?:(?P<sign>[-/.])(?P<m>[0-9]{1,2})(?P=sign)(?P<d>[0-9]{1,2})"
    r"|年(?P<m2>[0-9]{1,2})月(?P<d2>[0-9]{1,2})日?|(?P<m3>[0-9]{2})(?P<d3>[0-9]{2}))"
)
SERIAL = re.compile(r"([34567][0-9]{4})(?:\.0+)?")
# Day 0 of a spreadsheet that takes 1900 for a leap year.
SPREADSHEET_EPOCH = date(1899, 12, 30)
_ANY = r"[0-9]{4}(?:([-/.])[0-9]{1,2}\%d[0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}日?|[0-9]{4})"
SPAN = re.compile(
    rf"(?:自|从)?(?P<first>{_ANY % 2})起?(?:至|到|~|-|–|—+|,)"
    rf"(?P<last>{_ANY % 4}|[0-9]{{1,2}}月[0-9]{{1,2}}日?)(?:止|为止)?"
)
OPEN = re.compile(rf"(?:自|从)?(?P<first>{_ANY % 2})(?:起|起执行|起施行|至今)")
DAY_FORMS = "日期应如 2026-01-01、2026/1/1、20260101 或 2026年1月1日，并且是存在的一天。"
PERIOD_FORMS = "期间应如 2026年1月1日至2027年12月31日 或 2026-01-01 至 2027-12-31。"


def fold(text: str) -> str:
    """Return digits, letters and marks in their narrow form, without blanks around."""
    return unicodedata.normalize("NFKC", text).strip()


def text_of(most: int) -> Callable[[str], str]:
    """Return a reader of words, kept as they are printed. It raises CellTooLong."""

    def read(cell: str) -> str:
        if len(cell) > most:
            raise CellTooLong(most=most)
        return cell

    return read


def number_of(most: int) -> Callable[[str], str]:
    """Return a reader of numbers that are names: 164.0 was 164. It raises DigitsLost and CellTooLong."""

    def read(cell: str) -> str:
        text = fold(cell)
        if SCIENTIFIC.fullmatch(text):
            raise DigitsLost(text=cell)
        match = FLOAT.fullmatch(text)
        return text_of(most)(match[1] if match else text)

    return read


def code_of(most: int) -> Callable[[str], str]:
    """Return a reader of codes, in capitals. It raises DigitsLost, CodeUnreadable and CellTooLong."""
    as_number = number_of(most)

    def read(cell: str) -> str:
        text = as_number(cell).replace(" ", "").upper()
        if not CODE.fullmatch(text):
            raise CodeUnreadable(text=cell)
        return text

    return read


def choice_of(choices: Mapping[str, Member], examples: tuple[str, ...] = ()) -> Callable[[str], Member]:
    """Return a reader of one of these words; `examples` are those that a refusal names. It raises CellNotChoice."""
    by_words = {fold(word).lower(): member for word, member in choices.items()}

    def read(cell: str) -> Member:
        words = fold(cell).lower()
        if words not in by_words:
            raise CellNotChoice(text=cell, choices="、".join(examples or choices))
        return by_words[words]

    return read


def read_count(cell: str) -> int:
    """Read a whole number from 1 to 99999. Raises CellNotCount."""
    text = fold(cell)
    match = FLOAT.fullmatch(text)
    text = match[1] if match else text
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and int(text)):
        raise CellNotCount
    return int(text)


def amount_of(places: int) -> Callable[[str], Decimal]:
    """Return a reader of yuan: 1,234.50, ￥9632, 9632.0元. It raises DigitsLost and the Amount errors."""

    def read(cell: str) -> Decimal:
        text = fold(cell).removeprefix("¥").removesuffix("元").strip()
        if SCIENTIFIC.fullmatch(text):
            raise DigitsLost(text=cell)
        text = text.replace(",", "") if GROUPED.fullmatch(text) else text
        return parse_amount(_without_noise(text, places), places)

    return read


def _without_noise(text: str, places: int) -> str:
    """Zeros behind say nothing, and of 2408.1000000000004 no more was typed than a spreadsheet keeps of a number."""
    whole, point, fraction = text.partition(".")
    if not (whole.isdigit() and fraction.isdigit() and len(fraction) > places):
        return text
    if len(whole + fraction) > 15:
        whole, point, fraction = f"{Decimal(f'{float(text):.15g}'):f}".partition(".")
    return (whole + point + fraction.rstrip("0")).rstrip(".")


def read_day(cell: str) -> date:
    """Read a day as offices write it, or as a spreadsheet counts it. Raises DayUnreadable and DayOutOfRange."""
    text = _close(cell)
    if serial := SERIAL.fullmatch(text):
        return SPREADSHEET_EPOCH + timedelta(days=int(serial[1]))
    match = DAY.fullmatch(text)
    if match is None:
        raise DayUnreadable(DAY_FORMS)
    month, day = (next(filter(None, (match[name], match[f"{name}2"], match[f"{name}3"]))) for name in "md")
    try:
        return parse_day(f"{match['y']}-{month:0>2}-{day:0>2}")
    except DayUnreadable:
        raise DayUnreadable(DAY_FORMS) from None


def _close(cell: str) -> str:
    """A cell with days, without the midnight that a spreadsheet adds and without blanks."""
    return re.sub(r"\s+", "", MIDNIGHT.sub("", fold(cell)))


def read_period(cell: str) -> Period:
    """Read two days with 至, 到, ~ or a dash between them, or one with 起. Raises PeriodUnreadable, EmptyPeriod."""
    text = _close(cell)
    if match := OPEN.fullmatch(text):
        return Period(read_day(match["first"]), None)
    match = SPAN.fullmatch(text)
    if match is None:
        raise PeriodUnreadable(PERIOD_FORMS)
    first, last = match["first"], match["last"]
    return Period(read_day(first), read_day(last if re.match("[0-9]{4}", last) else f"{first[:4]}年{last}"))
