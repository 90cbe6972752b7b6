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
    charged = tuple(charges)
    lines = tuple(price(charge, terms) for charge in charged)
    bill = Bill(
        total=total(charge.total for charge in charged),
        in_scope=total(line.in_scope for line in lines),
        share=total(line.fund_share for line in lines),
    )
    entries = pay(bill, terms)
    return Calculation(lines, entries, sums(bill, entries))


def total(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, NOTHING)


def sums(bill: Bill, entries: tuple[Entry, ...]) -> Sums:
    paid = {payer: total(each.amount for each in entries if each.fund is payer) for payer in Payer}
    return Sums(
        total=bill.total,
        in_scope=bill.in_scope,
        out_of_scope=bill.total - bill.in_scope,
        pooled=paid[Payer.POOLED_FUND],
        serious_illness=paid[Payer.SERIOUS_ILLNESS],
        assistance=paid[Payer.MEDICAL_ASSISTANCE],
        patient=paid[Payer.PATIENT],
    )
