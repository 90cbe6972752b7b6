"""Reversals: whole, once, on the original year's account, in the current statement month."""

from datetime import datetime

import msgspec

from acts.demands import carries
from kit.errors import NotFound
from kit.identity import mask_text
from province.law.queries.policy import current_policy
from settlement.claims.deeds import REVERSE
from settlement.claims.rules import Settled
from settlement.counter.actions.posting import Posting, Visit, post
from settlement.counter.actions.settling import replay, stored_answer
from settlement.counter.actions.transactions import Overtaken, once_sure, take
from settlement.counter.errors import AlreadyReversed, ClientRevoked, NotReversible
from settlement.counter.rules.answers import Answers, StoredAnswer
from settlement.counter.rules.orders import Caller, Request
from settlement.counter.rules.reversing import Original, codes_back, reversed_of
from settlement.counter.sql import LOCK_REVERSAL, ORIGINAL


@carries("claim.reverse")
@once_sure
def reverse(
    *, claim: int, reason: str, request: Request, by: Caller, at: datetime, answers: Answers
) -> Settled | StoredAnswer:
    """Take a settlement back and return the reversal, kept under the key. Return the stored answer where the key has
    one already.

    Identity and telephone numbers in `reason` are masked: it is kept in the claim and in the log, for good.
    Raises NotFound (unknown, or another institution's), AlreadyReversed, NotReversible, InFlight, KeyReused,
    ClientRevoked, Busy; none of these is kept.
    """
    visit, policy = Visit(by, request, at, answers), current_policy()
    locks = take(LOCK_REVERSAL, **visit.locks, original=claim)
    if answer := stored_answer(locks, request):
        return answer
    row = ORIGINAL.run(original=claim, **visit.keys)
    if not row:
        raise NotFound
    original = msgspec.json.decode(str(row["facts"]), type=Original)
    if original.answer is not None:
        return replay(original.answer, request)
    check_reversible(original)
    if locks.claim is None or original.account != locks.account:
        raise Overtaken  # settled since the lock was asked for: nothing of it is locked yet
    reversal = reversed_of(original.settled, mask_text(reason), at, locks.claim)
    posting = Posting(reversal, codes_back(original.codes), locks.account, original.place, step=REVERSE)
    post(posting, visit, policy)
    return reversal


def check_reversible(original: Original) -> None:
    """Raises ClientRevoked, NotReversible, AlreadyReversed."""
    if not original.caller_live:
        raise ClientRevoked
    if original.settled.reverses is not None:
        raise NotReversible
    if original.settled.reversed_by is not None:
        raise AlreadyReversed
