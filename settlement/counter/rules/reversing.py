"""A reversal: the original, negated in every amount, on the original year's account (I9)."""

from datetime import datetime
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import asdict, replace

from settlement.claims.rules import Entry, Settled, SettledLine, Sums
from settlement.claims.words import ReversalReason
from settlement.counter.rules.answers import StoredAnswer
from settlement.counter.rules.orders import OrderLine, nearest_units
from settlement.counter.rules.traces import SoldCode, UncodedUnits, uncoded_units


class Original(Struct, frozen=True):
    """A settlement as it was written, its account, the packs it sold, and what the reversal's key was answered."""

    answer: StoredAnswer | None
    place: str
    caller_live: bool
    account: int
    settled: Settled
    codes: tuple[SoldCode, ...]


def reversed_of(original: Settled, reason: ReversalReason, note: str, at: datetime, claim: int) -> Settled:
    """The whole settlement with every amount and quantity negated; prices and rates as they were."""
    return replace(
        original,
        id=claim,
        settled_at=at,
        sums=Sums(**{name: negate(amount) for name, amount in asdict(original.sums).items()}),
        lines=tuple(_line(line) for line in original.lines),
        entries=tuple(_entry(entry) for entry in original.entries),
        reverses=original.id,
        reversal_reason=reason,
        reason=note,
        continues=None,
    )


def negate(amount: Decimal) -> Decimal:
    """Minus the amount; nothing stays nothing, without a sign."""
    return -amount + 0 if amount else amount


def _line(line: SettledLine) -> SettledLine:
    return replace(
        line,
        quantity=negate(line.quantity),
        units=-line.units,
        total=negate(line.total),
        in_scope=negate(line.in_scope),
        fund_share=negate(line.fund_share),
    )


def _entry(entry: Entry) -> Entry:
    """What was left of a limit at the time says nothing of the reversal, and its sentence says what goes back."""
    return replace(
        entry,
        sentence=f"退回：{entry.sentence}",
        basis=negate(entry.basis),
        amount=negate(entry.amount),
        threshold=negate(entry.threshold),
        limit_left=None,
    )


def codes_back(codes: tuple[SoldCode, ...], reason: ReversalReason) -> tuple[SoldCode, ...]:
    """The packs given back: free to be sold again only where they never left the counter."""
    return tuple(replace(code, units=-code.units, freed=reason.frees_packs) for code in codes)


def stock_back(
    lines: tuple[SettledLine, ...], reason: ReversalReason, rest: tuple[OrderLine, ...] = ()
) -> tuple[UncodedUnits, ...]:
    """What a reversal gives back of the stock without codes: all that never left the counter, and what is kept of the
    rest, which is taken anew."""
    if reason.frees_packs:
        return uncoded_units(lines, sign=-1)
    quantities = {line.detail_number: line.quantity for line in rest}
    stay = (line for line in lines if line.detail_number in quantities)
    return uncoded_units(
        tuple(replace(line, units=nearest_units(quantities[line.detail_number], line.units_per_pack)) for line in stay),
        sign=-1,
    )
