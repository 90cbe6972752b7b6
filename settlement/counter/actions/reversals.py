"""Reversals: whole, once, on the original year's account, in the current statement month."""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from acts.demands import carries
from kit.errors import FieldError, NotFound, ReasonMissing
from kit.identity import mask_text
from province.events.announcements import announce
from province.law.queries.policy import current_policy
from settlement.claims.deeds import REVERSE
from settlement.claims.rules import Settled
from settlement.claims.words import ReversalReason
from settlement.counter.actions.posting import Posting, Visit, post
from settlement.counter.actions.settling import replay, stored_answer
from settlement.counter.actions.transactions import Overtaken, once_sure, take
from settlement.counter.announcements import SaleNoted
from settlement.counter.errors import AlreadyReversed, ClientRevoked, NotReversible
from settlement.counter.rules.answers import Answers, StoredAnswer
from settlement.counter.rules.orders import Caller, Request
from settlement.counter.rules.reversing import Original, codes_back, reversed_of, stock_back
from settlement.counter.sql import LOCK_REVERSAL, ORIGINAL


@carries("claim.reverse")
@once_sure
def reverse(
    *, claim: int, reason: ReversalReason, note: str, request: Request, by: Caller, at: datetime, answers: Answers
) -> Settled | StoredAnswer:
    """Take a settlement back and return the reversal, kept under the key. Return the stored answer where the key has
    one already.

    Packs that never left the counter may be sold again; what came back is kept as returned. A reason of no kind says
    what it is, and is looked at. Identity and telephone numbers in `note` are masked: it is kept in the claim and in
    the log, for good. Raises ReasonMissing, NotFound (unknown, or another institution's), AlreadyReversed,
    NotReversible, InFlight, KeyReused, ClientRevoked, Busy; none of these is kept.
    """
    refuse_unsaid(reason, note)
    visit = Visit(by, request, at, answers)
    hold = hold_original(claim, visit)
    if isinstance(hold, StoredAnswer):
        return hold
    original = hold.original
    reversal = reversed_of(original.settled, reason, mask_text(note.strip()), at, hold.claim)
    codes, stock = codes_back(original.codes, reason), stock_back(original.settled.lines, reason)
    post(Posting(reversal, codes, stock, original.account, original.place, step=REVERSE), visit, current_policy())
    note_reversal(reversal)
    return reversal


def refuse_unsaid(reason: ReversalReason, note: str) -> None:
    """Raise ReasonMissing where a reason of no kind is not written out."""
    if reason is ReversalReason.OTHER and not note.strip():
        sentence = "选“其他”的，请写明撤销的原因。"
        raise ReasonMissing(sentence, fields=(FieldError("note", ReasonMissing.code, sentence),))


@dataclass(frozen=True)
class Hold:
    """A settlement that is about to be taken back, its prescription and account locked, and the reversal's number."""

    original: Original
    claim: int


def hold_original(claim: int, visit: Visit) -> Hold | StoredAnswer:
    """Lock a settlement for its reversal; return the stored answer where the key has one already.

    Raises NotFound (unknown, or another institution's), AlreadyReversed, NotReversible, InFlight, KeyReused,
    ClientRevoked, Overtaken.
    """
    locks = take(LOCK_REVERSAL, **visit.locks, original=claim)
    if answer := stored_answer(locks, visit.request):
        return answer
    row = ORIGINAL.run(original=claim, **visit.keys)
    if not row:
        raise NotFound
    original = msgspec.json.decode(str(row["facts"]), type=Original)
    if original.answer is not None:
        return replay(original.answer, visit.request)
    check_reversible(original)
    if locks.claim is None or original.account != locks.account:
        raise Overtaken  # settled since the lock was asked for: nothing of it is locked yet
    return Hold(original, locks.claim)


def note_reversal(reversal: Settled) -> None:
    """Have a reversal looked at whose reason is of no kind."""
    if reversal.id is not None and reversal.reversal_reason == ReversalReason.OTHER:
        on, sentence = reversal.settled_at.date(), f"撤销原因为“其他”：{reversal.reason}。"
        announce(SaleNoted(by=None, on=on, claim_id=reversal.id, sentence=sentence, area=reversal.insured_area))


def check_reversible(original: Original) -> None:
    """Raises ClientRevoked, NotReversible, AlreadyReversed."""
    if not original.caller_live:
        raise ClientRevoked
    if original.settled.reverses is not None:
        raise NotReversible
    if original.settled.reversed_by is not None:
        raise AlreadyReversed
