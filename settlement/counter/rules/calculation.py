"""The calculation of a settlement: pure, exact to the fen, explained row by row."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from settlement.claims.rules import Entry, Sums
from settlement.claims.words import Payer
from settlement.counter.rules.payers import Bill, pay
from settlement.counter.rules.prices import Charge, Priced, price
from settlement.counter.rules.terms import NOTHING, Terms


@dataclass(frozen=True)
class Calculation:
    """The priced lines, who pays, and the sums of both."""

    lines: tuple[Priced, ...]
    entries: tuple[Entry, ...]
    sums: Sums


def calculate(charges: Iterable[Charge], terms: Terms) -> Calculation:
    """Pay for charges on the given terms. The entries always add up to the total."""
    sold_goods = tuple(charges)
    lines = tuple(price(charge, terms) for charge in sold_goods)
    bill = Bill(
        total=total(charge.total for charge in sold_goods),
        in_scope=total(line.in_scope for line in lines),
        share=total(line.fund_share for line in lines),
    )
    entries = pay(bill, terms)
    return Calculation(lines, entries, sums(bill, entries))


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Add up amounts; zero yuan for none."""
    return sum(amounts, NOTHING)


def sums(bill: Bill, entries: tuple[Entry, ...]) -> Sums:
    """Return what a settlement comes to, in all and by payer; yuan."""
    by_payer = {payer: total(entry.amount for entry in entries if entry.fund is payer) for payer in Payer}
    return Sums(
        total=bill.total,
        in_scope=bill.in_scope,
        out_of_scope=bill.total - bill.in_scope,
        pooled=by_payer[Payer.POOLED_FUND],
        serious_illness=by_payer[Payer.SERIOUS_ILLNESS],
        assistance=by_payer[Payer.MEDICAL_ASSISTANCE],
        patient=by_payer[Payer.PATIENT],
    )
