"""Trace codes as they are scanned, read into one form: whatever the scanner made of a pack, it is one pack.

Two forms are known: twenty digits that begin with 8, whose first seven name the product; and the elements of GS1, of
which item number (01) and serial number (21) make the pack. Either may stand inside a web address.
"""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

from msgspec import Struct
from stdnum import ean

from settlement.traces.words import CodeFault

LONGEST = 300  # of what a scanner sends; a web address included
SEPARATOR = "\x1d"
PACK_DIGITS = 20
PRODUCT_DIGITS = 7

ITEM, SERIAL = "01", "21"
SERIAL_LENGTH = 20
MONTHS, MOST_DAYS = 12, 31
# How long an element of GS1 is that needs no separator after it, its identifier left out.
FIXED = {"00": 18, "01": 14, "02": 14, "11": 6, "12": 6, "13": 6, "15": 6, "16": 6, "17": 6, "20": 2}
# Those that run to the separator: batch, serial, variant, further numbers, counts, what firms agree on.
RUNNING = re.compile(r"10|21|22|24[0-3]|25[0134]|30|37|400|71[0-6]|9[0-9]")

_PACK = re.compile(rf"8[0-9]{{{PACK_DIGITS - 1}}}")
_PACK_IN_TEXT = re.compile(rf"(?<![0-9])8[0-9]{{{PACK_DIGITS - 1}}}(?![0-9])")
GOODS = re.compile(r"69[0-9]{11}")  # misread or not, nothing else looks like it
_SYMBOLOGY = re.compile(r"\A\][A-Z][0-9A-Z]")
# How scanners and cash registers write the separator that a keyboard does not have.
_SEPARATORS = re.compile(r"␝|<GS>|\{GS\}|\[GS\]|\\X1D|\\U001D|\^\]", re.IGNORECASE)
_BLANKS = re.compile(r"[^\S\x1c-\x1f]|[\u200b-\u200f\ufeff]")
_ADDRESS = re.compile(r"\A(?:HTTPS?://|WWW\.|[A-Z0-9-]+(?:\.[A-Z0-9-]+)+/)", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([0-9]{2,4})\)")
_CHARACTERS = re.compile(r"[!-~]+")
_ITEM = re.compile(rf"[0-9]{{{FIXED[ITEM]}}}")
_DATED_TAIL = re.compile(r".+?1[1357][0-9]{2}(?P<month>[0-9]{2})(?P<day>[0-9]{2})(?:10.+)?")
_SHORTEST = 8


class Scan(Struct, frozen=True):
    """A scan as it was read: the pack's code in its one form, or what was scanned and why that is none."""

    code: str
    fault: CodeFault | None = None


def read_scan(text: str) -> Scan:
    """Read what was scanned or typed; the same pack has the same code, however it was written."""
    plain = _plain(text)
    address = _of_address(plain) if _ADDRESS.match(plain) else None
    return address or _read(plain.upper()) or Scan(plain[:LONGEST], _fault(plain.upper()))


def product_part(code: str) -> str:
    """Return the part of a code that names the product: the first seven digits, or the item number of GS1."""
    element = _BRACKETS.match(code)
    return code[element.end() : element.end() + FIXED[ITEM]] if element else code[:PRODUCT_DIGITS]


def scans_of(text: str) -> Iterator[str]:
    """Yield the scans of a field that takes one a line. People part codes by blanks and commas too; what reads as one
    code stays whole, and nothing is ever parted at a separator of GS1."""
    for line in re.split(r"[\r\n]+", text):
        if _BLANKS.sub("", line):
            parts = [part for part in re.split(r"[ \t\u3000,，、;；]+", line) if part]
            yield from [line] if read_scan(line).fault is None else parts


def _plain(text: str) -> str:
    """The text in half-width letters, without blanks, its separators and symbology told apart."""
    text = _BLANKS.sub("", unicodedata.normalize("NFKC", text[:LONGEST]))
    return _SEPARATORS.sub(SEPARATOR, text)


def _read(text: str) -> Scan | None:
    text = _SYMBOLOGY.sub("", text.strip(SEPARATOR)).strip(SEPARATOR)
    if _PACK.fullmatch(text):
        return Scan(text, CodeFault.FILLER if len(set(text[1:])) == 1 else None)
    elements = _elements(text)
    return _of_elements(elements, SEPARATOR in text or "(" in text) if elements else None


def _elements(text: str) -> dict[str, str] | None:
    """The elements of GS1 by their identifiers; None where the text is none, or says two things of one identifier."""
    elements: dict[str, str] = {}
    for name, value in _in_brackets(text) if text.startswith("(") else _in_a_row(text):
        if not value or elements.setdefault(name, value) != value:
            return None
    return elements


def _in_brackets(text: str) -> Iterator[tuple[str, str]]:
    _, *parts = _BRACKETS.split(text)
    for name, value in zip(parts[::2], parts[1::2], strict=True):
        yield name, value.strip(SEPARATOR)


def _in_a_row(text: str) -> Iterator[tuple[str, str]]:
    """Elements one after the other; one that cannot be read is empty."""
    while text:
        name, length = text[:2], FIXED.get(text[:2])
        if length is None:
            running = RUNNING.match(text)
            name = running[0] if running else ""
            value, _, text = text[len(name) :].partition(SEPARATOR) if name else ("", "", "")
        else:
            value, text = text[2 : 2 + length], text[2 + length :].lstrip(SEPARATOR)
        yield name, value


def _of_elements(elements: dict[str, str], is_parted: bool) -> Scan | None:
    """The pack that elements make; None where they are no elements of a pack at all."""
    item, serial = elements.get(ITEM, ""), elements.get(SERIAL, "")
    if len(elements.get("00", elements.get("02", ""))) in (FIXED["00"], FIXED["02"]) and not item:
        return Scan("", CodeFault.CASE)
    # A hyphen in the number, or what reads as an element in the serial one, would be a second spelling of one pack.
    if not _ITEM.fullmatch(item) or not ean.is_valid(item) or _BRACKETS.search(serial):
        return None
    if item[0] != "0":
        return Scan(item, CodeFault.CASE)
    if not serial:
        return Scan(item, CodeFault.GOODS)
    # A day at the end of a serial number, or before a batch, is an element that ran into it.
    tail = None if is_parted else _DATED_TAIL.fullmatch(serial)
    is_dated = tail is not None and 1 <= int(tail["month"]) <= MONTHS and int(tail["day"]) <= MOST_DAYS
    if is_dated or len(serial) > SERIAL_LENGTH:
        return Scan(serial, CodeFault.SEPARATOR_LOST)
    return Scan(f"({ITEM}){item}({SERIAL}){serial}") if _CHARACTERS.fullmatch(serial) else None


def _of_address(address: str) -> Scan | None:
    """The one code that stands in a web address; None where none or more than one does."""
    codes = {scan for part in _parts_of(address) if (scan := _read(_plain(part).upper())) and scan.fault is None}
    if len(codes) == 1:
        return codes.pop()
    packs = set(_PACK_IN_TEXT.findall(unquote(address)))
    return Scan(packs.pop()) if not codes and len(packs) == 1 else None


def _parts_of(address: str) -> Iterator[str]:
    """What a code may be in an address: a step of its path, a value of its query, its fragment, or the path as GS1
    writes it, identifiers and values in turn."""
    parts = urlsplit(address if "://" in address else f"//{address}")
    steps = [unquote(step) for step in parts.path.split("/") if step]
    yield from steps
    yield from (value for _, value in parse_qsl(parts.query))
    yield unquote(parts.query)
    yield unquote(parts.fragment)
    if ITEM in steps:
        rest = steps[steps.index(ITEM) :]
        yield "".join(f"({name}){value}" for name, value in zip(rest[::2], rest[1::2], strict=False))


def _fault(text: str) -> CodeFault:
    """What was scanned that is no trace code, as far as it can be told."""
    digits = _SYMBOLOGY.sub("", text)
    is_typed = len(digits) < _SHORTEST or len(set(digits)) == 1 or digits in "0123456789" * 3
    if is_typed or not any(letter.isdigit() for letter in digits):
        return CodeFault.FILLER
    if digits.isdigit() and ean.is_valid(digits):
        return CodeFault.CASE if len(digits) == FIXED[ITEM] and digits[0] != "0" else CodeFault.GOODS
    if GOODS.fullmatch(digits):
        return CodeFault.GOODS
    if digits.isdigit() and len(digits) % PACK_DIGITS == 0 and len(digits) > PACK_DIGITS:
        return CodeFault.RUN_TOGETHER
    return CodeFault.WRONG_LENGTH if digits.isdigit() and digits[0] == "8" else CodeFault.UNKNOWN
