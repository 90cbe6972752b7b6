"""One settlement as a value: what is stored, answered, explained and never computed again.

Encoded, a field has the name of its column: the statements take their lists of columns from these Structs, and a
stored row becomes a value again by its columns' names.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import fields

from settlement.claims.words import Payer


class SettledLine(Struct, frozen=True, rename={"prescription_line": "prescription_line_id", "product": "product_id"}):
    """One product of a settlement, with the rule that fixed its in-scope price."""

    position: int
    detail_number: str
    prescription_line: int
    product: str
    quantity: Decimal
    units: int
    units_per_pack: int
    unit_price: Decimal
    in_scope_price: Decimal
    total: Decimal
    in_scope: Decimal
    fund_share: Decimal
    sentence: str
    source: str
    no_code_reason: str = ""


class Entry(Struct, frozen=True):
    """Who pays what: on which basis, at which rate, out of what was left, and why. Entries sum to the total."""

    position: int
    fund: Payer
    basis: Decimal
    rate: Decimal | None
    limit_left: Decimal | None
    amount: Decimal
    sentence: str
    source: str
    threshold: Decimal = Decimal(0)  # what of the basis filled the yearly threshold of assistance


class Sums(Struct, frozen=True):
    """The amounts of a settlement, in yuan. The parts always add up to the total."""

    total: Decimal
    in_scope: Decimal
    out_of_scope: Decimal
    pooled: Decimal
    serious_illness: Decimal
    assistance: Decimal
    patient: Decimal

    @property
    def fund_total(self) -> Decimal:
        return self.pooled + self.serious_illness + self.assistance


KEYS = {
    name: f"{name}_id" for name in ("institution", "person", "prescription", "entitlement", "reverses", "continues")
}
ELSEWHERE = frozenset({"sums", "lines", "entries", "reversed_by"})


class Settled(Struct, frozen=True, rename=KEYS):
    """A settlement, a reversal (then every amount is negated), or a preview (then it has no number)."""

    id: int | None
    institution: str
    person: str
    insurance_type: str
    insured_area: str
    serving_area: str
    prescription: str
    entitlement: int | None
    setting: str
    purchase_day: date
    settled_at: datetime
    rate: Decimal
    sums: Sums
    outside_drg: bool
    lines: tuple[SettledLine, ...]
    entries: tuple[Entry, ...]
    warnings: tuple[str, ...] = ()
    reverses: int | None = None
    reversed_by: int | None = None
    reversal_reason: str = ""
    reason: str = ""
    continues: int | None = None


def columns(kind: type[Struct]) -> tuple[str, ...]:
    """The columns of a Struct's row, in its order; what other rows hold is left out."""
    return tuple(field.encode_name for field in fields(kind) if field.name not in ELSEWHERE)


COLUMNS: Mapping[str, tuple[str, ...]] = {
    "claim": (*columns(Settled), *columns(Sums)),
    "claim_line": columns(SettledLine),
    "ledger_entry": columns(Entry),
}
