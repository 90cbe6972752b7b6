"""Reversals: whole, once, on the original year's account, in the current statement month."""

from datetime import datetime

import msgspec

from acts.demands import carries
from acts.policy import Policy
from kit.errors import NotFound
from kit.identity import mask_text
from province.law.queries.policy import current_policy
from settlement.counter.actions.settling import Posting, Visit, answered, post, replay
from settlement.counter.actions.transactions import Overtaken, first, once_sure
from settlement.counter.errors import AlreadyReversed, ClientRevoked, NotReversible
from settlement.counter.rules.facts import Locks
from settlement.counter.rules.orders import Caller, Outcome, Request
from settlement.counter.rules.rendering import Rendering
from settlement.counter.rules.reversing import Original, returned, reversed_of
from settlement.counter.sql import LOCK_REVERSAL, ORIGINAL


@carries("claim.reverse")
def reverse(*, claim: int, reason: str, request: Request, by: Caller, at: datetime, render: Rendering) -> Outcome:
    """Take a settlement back: 201 with the reversal, kept under the key.

    Identity and telephone numbers in `reason` are masked: it is kept in the claim and in the log, for good.
    Raises NotFound (unknown, or another institution's), AlreadyReversed, NotReversible, InFlight, KeyReused,
    ClientRevoked, Busy; none of these is kept.
    """
    visit, policy = Visit(by, request, at, render), current_policy()
    return once_sure(lambda: _reverse(claim, reason, visit, policy))


def _reverse(claim: int, reason: str, visit: Visit, policy: Policy) -> Outcome:
    locks = first(lambda: msgspec.convert(LOCK_REVERSAL.run(**visit.locks, original=claim), Locks))
    stored = answered(locks, visit)
    if stored is not None:
        return stored
    original = _original(claim, visit)
    if original.answer is not None:
        return replay(original.answer, visit.request)
    if not original.caller_live:
        raise ClientRevoked
    if original.settled.reverses is not None:
        raise NotReversible
    if original.settled.reversed_by is not None:
        raise AlreadyReversed
    if locks.claim is None or original.account != locks.account:
        raise Overtaken  # settled since the lock was asked for: nothing of it is locked yet
    settled = reversed_of(original.settled, mask_text(reason), visit.at, locks.claim)
    codes = returned(original.codes)
    return post(Posting(settled, codes, original.account, original.place, "reverse"), visit, policy)


def _original(claim: int, visit: Visit) -> Original:
    row = ORIGINAL.run(original=claim, **visit.keys)
    if not row:
        raise NotFound
    return msgspec.json.decode(str(row["facts"]), type=Original)
