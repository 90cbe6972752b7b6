"""A part of a sale given back: the whole is reversed and what is kept is settled anew, both or neither."""

from datetime import datetime

from kit.identity import mask_text
from province.law.queries.policy import current_policy
from settlement.claims.deeds import REVERSE, SETTLE
from settlement.claims.rules import Settled
from settlement.claims.words import ReversalReason
from settlement.counter.actions.posting import Posting, Visit, post
from settlement.counter.actions.reversals import hold_original, note_reversal, refuse_unsaid
from settlement.counter.actions.transactions import once_sure
from settlement.counter.errors import AccountMoved
from settlement.counter.queries.preview import facts_of
from settlement.counter.rules.answers import Answers, StoredAnswer
from settlement.counter.rules.calculation import calculate
from settlement.counter.rules.case import Case
from settlement.counter.rules.orders import Caller, Request
from settlement.counter.rules.returning import (
    RestLine,
    all_back,
    calculation_refused,
    continuation,
    rest_codes,
    rest_order,
)
from settlement.counter.rules.reversing import reversed_of, stock_back
from settlement.counter.rules.settling import charges_of, settled_of
from settlement.counter.rules.terms import terms_of
from settlement.counter.rules.traces import uncoded_units
from settlement.counter.sql import NUMBER


@once_sure
def return_part(
    *,
    claim: int,
    rest: tuple[RestLine, ...],
    reason: ReversalReason,
    note: str,
    request: Request,
    by: Caller,
    at: datetime,
    answers: Answers,
) -> Settled | StoredAnswer:
    """Take a settlement back, settle what is kept of it as of its own day, and return that, kept under the key. Return
    the stored answer where the key has one already.

    Raises KeptNotSold, NothingKept, NothingReturned, KeptPaidOtherwise, the refusal of what cannot be calculated, and
    whatever a reversal raises; then nothing is done and nothing is kept.
    """
    refuse_unsaid(reason, note)
    visit, policy = Visit(by, request, at, answers), current_policy()
    hold = hold_original(claim, visit)
    if isinstance(hold, StoredAnswer):
        return hold
    original, account = hold.original, hold.original.account
    order = rest_order(original, rest)

    # What is kept is calculated on the account as it was without the original, which is given back first.
    reversal = reversed_of(original.settled, reason, mask_text(note.strip()), at, hold.claim)
    codes = all_back(original.codes, {code for line in rest for code in line.codes}, reason)
    back = stock_back(original.settled.lines, reason, order.lines)
    post(Posting(reversal, codes, back, account, original.place, step=REVERSE, answers=False), visit, policy)

    facts = facts_of(order, by)
    case = Case(facts, order.purchase_day, at.date(), order)
    if refusal := calculation_refused(case, policy):
        raise refusal
    if facts.account is None or facts.account.id != account:
        raise AccountMoved
    terms = terms_of(facts, policy, case.day)
    number = int(str(NUMBER.run()["claim"]))
    fresh = settled_of(case, policy, terms, calculate(charges_of(case, policy), terms), at, number)
    claim_of_rest = continuation(fresh, original.settled)
    codes, stock = rest_codes(original, rest, claim_of_rest), uncoded_units(claim_of_rest.lines)
    post(Posting(claim_of_rest, codes, stock, account, original.place, step=SETTLE), visit, policy)
    note_reversal(reversal)
    return claim_of_rest
