"""What of a charge lies inside the scope of payment."""

from dataclasses import dataclass
from decimal import Decimal

from acts.citations import article_in
from acts.demands import ask, carries
from kit.money import fen, percent, unit_price, yuan
from settlement.counter.rules.terms import Terms


@dataclass(frozen=True)
class Charge:
    """One product sold: packs, yuan per pack, yuan in all, and the day's two ceilings of its price."""

    quantity: Decimal
    price: Decimal
    total: Decimal
    standard: Decimal
    listed_price: Decimal | None = None


@dataclass(frozen=True)
class Priced:
    """What of a charge is in scope, and what the funds owe of it, with the reason."""

    price: Decimal
    in_scope: Decimal
    fund_share: Decimal
    sentence: str
    source: str


DEMANDS = {"收费价": "price_charged", "支付标准": "payment_standard", "挂网价或供应价": "supply_price"}
ask(*DEMANDS.values())


@carries("lowest_price")
def lowest(charge: Charge) -> tuple[Decimal, str]:
    """The in-scope price of a pack and its name: the lowest of charge, listed price and payment standard."""
    candidates = [(charge.price, "收费价"), (charge.standard, "支付标准")]
    if charge.listed_price is not None:
        candidates.append((charge.listed_price, "挂网价或供应价"))
    return min(candidates, key=lambda candidate: candidate[0])


def price(charge: Charge, terms: Terms) -> Priced:
    """Two of the three roundings: the in-scope amount of a line, and the funds' share of it."""
    lowest_price, name = lowest(charge)
    in_scope = fen(charge.quantity * lowest_price)
    share, how = fund_share(in_scope, terms)
    words = f"单价 {unit_price(lowest_price)} 元（{name}，就低计算），范围内 {yuan(in_scope)} 元，"
    words += f"{how}应付 {yuan(share)} 元。"
    return Priced(lowest_price, in_scope, share, words, article_in(terms.act, DEMANDS[name]))


@carries("higher_benefit")
def fund_share(in_scope: Decimal, terms: Terms) -> tuple[Decimal, str]:
    """What the separate rate pays of an in-scope amount; where the act says so, the basic benefit if higher."""
    separate = at_rate(in_scope, terms.rate, terms.first_share)
    if terms.ordinary is not None:
        ordinary = at_rate(in_scope, terms.ordinary.rate, terms.ordinary.first_share)
        if ordinary > separate:
            return ordinary, f"按基本医保 {percent(terms.ordinary.rate)}（就高）"
    return separate, f"按 {percent(terms.rate)} "


def at_rate(in_scope: Decimal, rate: Decimal, first_share: Decimal) -> Decimal:
    """Return what a fund owes of an amount in scope after the first share, rounded to the fen."""
    return fen(in_scope * (1 - first_share) * rate)
