"""Who pays, one after the other: each takes its part of what those before it left."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from msgspec.structs import replace

from acts.citations import article_in
from acts.demands import carries
from kit.money import fen, percent, yuan
from settlement.claims.rules import Entry
from settlement.claims.words import Payer
from settlement.counter.rules.terms import NOTHING, Terms

INSURANCES = (Payer.POOLED_FUND, Payer.SERIOUS_ILLNESS)


@dataclass(frozen=True)
class Bill:
    """What is to be paid: everything, what of it is in scope, and what the funds owe of that."""

    total: Decimal
    in_scope: Decimal
    share: Decimal


@dataclass(frozen=True)
class Turn:
    """One payer's turn: the bill, the terms, and what was paid before it."""

    bill: Bill
    terms: Terms
    before: tuple[Entry, ...]

    def paid_by(self, *payers: Payer) -> Decimal:
        """Add up what these payers have paid before this turn; yuan."""
        return sum((entry.amount for entry in self.before if entry.fund in payers), NOTHING)

    @property
    def insured_part(self) -> Decimal:
        """What both insurances have paid so far."""
        return self.paid_by(*INSURANCES)

    @property
    def owed(self) -> Decimal:
        """What the insurances still owe of their share."""
        return self.bill.share - self.insured_part

    def within_maximum(self, own_limit: Decimal) -> Decimal:
        """What an insurance may pay now: its own limit, never beyond the overall maximum where that binds."""
        if not self.terms.overall_binds:
            return own_limit
        return max(min(own_limit, self.terms.overall_left - self.insured_part), NOTHING)

    def entry(
        self, fund: Payer, basis: Decimal, rate: Decimal | None, limit: Decimal | None, amount: Decimal, sentence: str
    ) -> Entry:
        """Return what this turn's payer pays, next in order, with the article that the act cites for it."""
        place = len(self.before) + 1
        return Entry(place, fund, basis, rate, limit, amount, sentence, article_in(self.terms.act, f"{fund}_share"))


@carries("pooled_fund_share")
def pooled_fund(turn: Turn) -> Entry | None:
    """The pooled fund pays first, up to what is left of its yearly limit."""
    limit = turn.within_maximum(turn.terms.pooled_left)
    amount = min(turn.owed, limit)
    sentence = f"政策范围内 {yuan(turn.bill.in_scope)} 元，{conditions(turn.terms)}按 {percent(turn.terms.rate)} 支付，"
    sentence += f"应付 {yuan(turn.bill.share)} 元；统筹基金本年度可付余额 {yuan(limit)} 元，支付 {yuan(amount)} 元。"
    return turn.entry(Payer.POOLED_FUND, turn.bill.in_scope, turn.terms.rate, limit, amount, sentence)


def conditions(terms: Terms) -> str:
    """Return the words on deductible and first share; empty where a deductible may apply."""
    if not terms.no_deductible:
        return ""
    return "不设起付线，不分段，" if terms.first_share else "不设起付线，不分段，不先行自付，"


@carries("serious_illness_share")
def serious_illness(turn: Turn) -> Entry | None:
    """What the pooled fund could not pay, at the same rate, without a deductible; never the patient's own share."""
    remainder, limit_left = turn.owed, turn.terms.serious_left
    if remainder == 0 or limit_left is None:
        return None
    name = f"{turn.terms.insurance_type.scheme}{Payer.SERIOUS_ILLNESS.label}"
    sentence = f"统筹基金付至限额后余 {yuan(remainder)} 元，{name}按同一比例支付，不另设起付线；"
    if turn.terms.no_ceiling:
        sentence += f"该救助对象不设封顶线，{'仍受' if turn.terms.overall_binds else '也不受'}年度最高支付限额约束；"
        limit_left = turn.terms.overall_left if turn.terms.overall_binds else remainder
    limit = turn.within_maximum(limit_left)
    amount = min(remainder, limit)
    sentence += f"本年度可付余额 {yuan(limit)} 元，支付 {yuan(amount)} 元。"
    return turn.entry(Payer.SERIOUS_ILLNESS, remainder, None, limit, amount, sentence)


@carries("medical_assistance_share")
def medical_assistance(turn: Turn) -> Entry | None:
    """A recipient's own share in scope, above the yearly threshold, up to the yearly limit. The third rounding."""
    terms = turn.terms.assistance
    if terms is None:
        return None
    own = turn.bill.in_scope - turn.bill.share + (turn.owed if terms.beyond_maximum else NOTHING)
    below = min(own, max(terms.threshold - terms.threshold_used, NOTHING))
    over = own - below
    amount = min(fen(over * terms.rate), terms.left)
    sentence = (
        f"政策范围内个人自付 {yuan(own)} 元，其中超过年度起付标准 {yuan(over)} 元，按 {percent(terms.rate)} 救助；"
    )
    sentence += f"本年度可救助余额 {yuan(terms.left)} 元，支付 {yuan(amount)} 元。"
    entry = turn.entry(Payer.MEDICAL_ASSISTANCE, own, terms.rate, terms.left, amount, sentence)
    return replace(entry, threshold=below)


@carries("patient_share")
def patient(turn: Turn) -> Entry | None:
    """Whatever nobody else pays."""
    outside, above = turn.bill.total - turn.bill.in_scope, turn.owed
    amount = turn.bill.total - turn.insured_part - turn.paid_by(Payer.MEDICAL_ASSISTANCE)
    parts = f"其中范围外 {yuan(outside)} 元" + (f"，超过年度限额 {yuan(above)} 元" if above else "")
    sentence = f"医药费总额 {yuan(turn.bill.total)} 元减去各项支付，个人负担 {yuan(amount)} 元，{parts}。"
    return turn.entry(Payer.PATIENT, turn.bill.total, None, None, amount, sentence)


PAYERS: dict[Payer, Callable[[Turn], Entry | None]] = {
    Payer.POOLED_FUND: pooled_fund,
    Payer.SERIOUS_ILLNESS: serious_illness,
    Payer.MEDICAL_ASSISTANCE: medical_assistance,
    Payer.PATIENT: patient,
}


def pay(bill: Bill, terms: Terms) -> tuple[Entry, ...]:
    """The entries of a bill, in the province's order of payers; they sum to the total."""
    entries: tuple[Entry, ...] = ()
    for payer in terms.payers:
        entry = PAYERS[payer](Turn(bill, terms, entries))
        entries += (entry,) if entry else ()
    return entries
