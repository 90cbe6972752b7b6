"""Trace codes as scanners, cash registers and people write them: one pack is one code, and nothing else passes."""

from string import ascii_uppercase, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.ean import calc_check_digit

from settlement.traces.rules import SEPARATOR, product_part, read_scan, scans_of
from settlement.traces.words import CodeFault

PACKS = st.from_regex(r"8[0-9]{19}", fullmatch=True).filter(lambda code: len(set(code[1:])) > 1)
ITEMS = st.from_regex(r"069[0-9]{10}", fullmatch=True).map(lambda item: item + calc_check_digit(item))
# No serial here ends like a day: what then stands without a separator is refused, as it must be.
SERIALS = st.text(ascii_uppercase + digits, min_size=1, max_size=19).map(lambda serial: f"{serial}Z")
GS1 = "0106901234567892"


def spellings(code: str) -> list[str]:
    wide = code.translate({ord(letter): ord(letter) + 0xFEE0 for letter in ascii_uppercase + digits})
    return [
        f" {code}\t", wide, f"{code[:4]} {code[4:12]} {code[12:]}", f"\ufeff{code}\u200b", f"]C1{code}", f"]d2{code}",
        f"{SEPARATOR}{code}{SEPARATOR}", f"http://www.example.cn/?c={code}", f"HTTPS://T.CN/{code}",
        f"www.example.cn/t/{code}?from=scan", f"https://example.cn/#/{code}", f"example.cn/a/{code}/",
    ]  # fmt: skip


@given(PACKS)
def test_every_spelling_of_one_pack_is_one_code(code: str) -> None:
    assert {read_scan(spelling) for spelling in spellings(code)} == {read_scan(code)}
    assert (read_scan(code).code, product_part(code)) == (code, code[:7])


@given(ITEMS, SERIALS)
def test_every_spelling_of_one_gs1_pack_is_one_code(item: str, serial: str) -> None:
    gone = {
        f"01{item}21{serial}", f"01{item}{SEPARATOR}21{serial}", f"]d201{item}21{serial}{SEPARATOR}17261231",
        f"]C101{item}1726123110B77{SEPARATOR}21{serial}", f"17261231{SEPARATOR}01{item}21{serial.lower()}",
        f"(01){item}(21){serial}(17)261231(10)B77", f"（01）{item} （21）{serial}", f"(21){serial}(01){item}",
        f"01{item}21{serial}<GS>10B77", f"01{item}21{serial}␝10B77", f"https://id.gs1.org/01/{item}/21/{serial}?17=261231",
        f"http://www.example.cn/?c=01{item}21{serial}%1D10B77",
    }  # fmt: skip
    (scan,) = {read_scan(spelling) for spelling in gone}
    assert (scan.code, scan.fault, product_part(scan.code)) == (f"(01){item}(21){serial}", None, item)


@given(PACKS, PACKS)
def test_two_packs_are_never_one_code(one: str, other: str) -> None:
    assert (read_scan(one) == read_scan(other)) is (one == other)


PIECES = st.sampled_from(
    ["(01)", "(21)", "(10)", "01", "21", "10", "17", "06901234567892", "AB", "-", SEPARATOR, "261231"]
)


@given(st.text(max_size=120) | st.lists(PIECES, max_size=9).map("".join))
def test_whatever_is_scanned_is_a_code_or_has_a_fault(text: str) -> None:
    scan = read_scan(text)
    assert scan.fault is not None or read_scan(scan.code) == scan


FAULTS = {
    "a goods code": ("6901234567892", CodeFault.GOODS),
    "a goods code misread": ("6901234567890", CodeFault.GOODS),
    "a goods code of eight digits": ("69012340", CodeFault.UNKNOWN),
    "a goods code as its scanner tells": ("]E06901234567892", CodeFault.GOODS),
    "an item without a serial": ("(01)06901234567892(17)261231", CodeFault.GOODS),
    "an item number alone": ("06901234567892", CodeFault.GOODS),
    "a case's item number": ("16901234567899", CodeFault.CASE),
    "a case's item and serial": ("(01)16901234567899(21)A1", CodeFault.CASE),
    "a case on its way": ("00169012345678901234", CodeFault.CASE),
    "what a case holds": ("02069012345678923712", CodeFault.CASE),
    "noughts": ("0000", CodeFault.FILLER),
    "ones": ("111111", CodeFault.FILLER),
    "twenty eights": ("8" * 20, CodeFault.FILLER),
    "an eight and noughts": ("8" + "0" * 19, CodeFault.FILLER),
    "a word": ("无", CodeFault.FILLER),
    "a longer word": ("赋码前的库存没有追溯码", CodeFault.FILLER),
    "counting": ("123", CodeFault.FILLER),
    "counting on": ("12345678901234567890", CodeFault.FILLER),
    "nothing": (" ", CodeFault.FILLER),
    "one digit short": ("8640488461862580104", CodeFault.WRONG_LENGTH),
    "two at once": ("8640488461862580104286404884618625801043", CodeFault.RUN_TOGETHER),
    "a separator lost before the day": (f"{GS1}21A1B2C317261231", CodeFault.SEPARATOR_LOST),
    "a separator lost before the batch": (f"{GS1}21A1B2C31726123110B77", CodeFault.SEPARATOR_LOST),
    "an item number with a hyphen": ("(01)0123-456789012(21)S1", CodeFault.UNKNOWN),
    "an element within a serial": (f"{GS1}21AB(10)C", CodeFault.UNKNOWN),
    "a code written the other way round": ("\u202e86404884618625801042", CodeFault.UNKNOWN),
    "an approval number": ("国药准字H20190001", CodeFault.UNKNOWN),
    "twenty digits of somebody else": ("71234567890123456789", CodeFault.UNKNOWN),
    "an address of nothing": ("http://www.example.cn/download", CodeFault.FILLER),
    "an address of two packs": (
        "http://t.cn/86404884618625801042?c=86404884618625801043", CodeFault.UNKNOWN,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "fault"), FAULTS.values(), ids=FAULTS)
def test_what_is_no_trace_code_is_called_what_it_is(text: str, fault: CodeFault) -> None:
    assert read_scan(text).fault is fault


FIELDS = {
    "one a line": ("86404884618625801042\r\n86404884618625801043", 2),
    "parted by commas": ("86404884618625801042，86404884618625801043、86404884618625801044", 3),
    "parted by blanks": ("86404884618625801042 86404884618625801043", 2),
    "blanks within": ("8640 4884 6186 2580 1042", 1),
    "a separator within": (f"{GS1}{SEPARATOR}21A1B2C3D4E5", 1),
    "two with separators": (f"{GS1}{SEPARATOR}21A1\n{GS1}{SEPARATOR}21A2", 2),
    "nothing": (" \n\n", 0),
}


@pytest.mark.parametrize(("text", "count"), FIELDS.values(), ids=FIELDS)
def test_a_field_has_as_many_scans_as_packs(text: str, count: int) -> None:
    scans = [read_scan(scan) for scan in scans_of(text)]
    assert (len(scans), {scan.fault for scan in scans}) == (count, {None} if count else set())
