"""What a pharmacy or hospital asks to have settled, in our own words."""

import hashlib
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

import msgspec
from msgspec import Struct

from settlement.traces.rules import read_scan
from settlement.traces.words import CodeFault

# The shape of a key: visible ASCII characters.
KEY = "[!-~]{1,64}"
MOST_CODES = 500
MOST_DAYS = 366
AMOUNT_PLACES, PRICE_PLACES, QUANTITY_PLACES = 2, 6, 4


class Caller(Struct, frozen=True):
    """Who asks for an institution: its system, as the token says, or one of its staff at a page."""

    institution: str
    client: int = 0
    staff: int = 0


class Request(Struct, frozen=True):
    """The idempotency key, and the fingerprint of what was asked under it."""

    key: str
    fingerprint: str


class PackCode(Struct, frozen=True):
    """The trace code of a pack; `split` says that only a part of the pack was sold, `fault` that it is no such code."""

    code: str
    split: bool = False
    fault: CodeFault | None = None


def pack_code(text: str, *, is_split: bool = False) -> PackCode:
    """Return what was scanned of a pack, its code in the one form that every scan of it has."""
    scan = read_scan(text)
    return PackCode(scan.code, is_split, scan.fault)


def nearest_units(quantity: Decimal, per_pack: int) -> int:
    """Return how many smallest units so many packs are, to the nearest one: a seventh of a pack is written 0.1429."""
    return int((quantity * per_pack).to_integral_value(ROUND_HALF_UP))


def in_packs(units: int, per_pack: int) -> Decimal:
    """Return so many smallest units in packs, as they are written: with four decimals."""
    return (Decimal(units) / per_pack).quantize(Decimal(1).scaleb(-QUANTITY_PLACES), ROUND_HALF_UP)


class OrderLine(Struct, frozen=True):
    """One product sold: packs, yuan per pack, yuan in all, days of supply, and the packs' codes."""

    detail_number: str
    product: str
    quantity: Decimal
    price: Decimal
    total: Decimal
    supply_days: int
    codes: tuple[PackCode, ...] = ()
    no_code_reason: str = ""


class Order(Struct, frozen=True):
    """A sale on a prescription. The person is named by number, or by the lookup hash of his identity number."""

    prescription: str
    medical_type: str
    credential: str
    purchase_day: date
    total: Decimal
    lines: tuple[OrderLine, ...]
    person: str = ""
    identity_hash: str = ""
    elsewhere_reason: str = ""
    purchased_at: datetime | None = None  # where the seller names the moment: a withdrawal has one too

    @property
    def parameters(self) -> dict[str, str | date]:
        """The parameters of a statement that say who buys on which prescription and day."""
        return {
            "person": self.person,
            "identity_hash": self.identity_hash,
            "prescription": self.prescription,
            "day": self.purchase_day,
        }

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(code.code for line in self.lines for code in line.codes)


class Question(Struct, frozen=True):
    """Whose benefits are asked about, for which drug if any, on which day."""

    day: date
    person: str = ""
    identity_hash: str = ""
    product: str = ""

    @property
    def parameters(self) -> dict[str, str | date]:
        """The parameters of a statement that say who is asked about on which day; no prescription is."""
        return {"person": self.person, "identity_hash": self.identity_hash, "prescription": "", "day": self.day}


def fingerprint(purpose: str, content: object) -> str:
    """What is asked under a key: the same for the same content, whatever the order of its fields."""
    canonical = msgspec.json.encode(content, order="sorted")
    return hashlib.sha256(purpose.encode() + b"\n" + canonical).hexdigest()
