"""The counter: lock -> facts -> rules -> post, in one transaction of three statements."""

from datetime import date, datetime

from acts.demands import carries
from kit.errors import RuleRefused
from province.events.announcements import announce
from province.law.queries.policy import article_against, current_policy
from settlement.claims.deeds import SETTLE
from settlement.claims.rules import Settled
from settlement.counter.actions.posting import Posting, Visit, as_json, post
from settlement.counter.actions.transactions import Overtaken, once_sure, take
from settlement.counter.announcements import FigureMissing, SaleNoted
from settlement.counter.errors import ClientRevoked, InFlight, KeyReused
from settlement.counter.queries.preview import facts_of, verdict_of
from settlement.counter.rules.answers import FOR_GOOD, Answers, StoredAnswer, refusal_of
from settlement.counter.rules.facts import Facts, Locks
from settlement.counter.rules.figures import ALARMS
from settlement.counter.rules.orders import Caller, Order, Request
from settlement.counter.rules.traces import sold_codes, uncoded_units
from settlement.counter.rules.verdict import words_of
from settlement.counter.sql import LOCK, REFUSE


@carries("claim.settle")
@once_sure
def settle(
    *, order: Order, request: Request, by: Caller, at: datetime, answers: Answers
) -> Settled | RuleRefused | StoredAnswer:
    """Settle a sale and return the settlement, or the refusal of the first rule that it breaks. A settlement is kept
    under the key, and so is a refusal that nothing can mend; any other is decided anew when it is sent again. Return
    the stored answer where the key has one already.

    `at` is the moment in Asia/Shanghai. Raises InFlight, KeyReused, ClientRevoked, Busy; none of these is kept.
    """
    visit, policy = Visit(by, request, at, answers), current_policy()
    locks = take(LOCK, **visit.locks, **order.parameters, today=at.date())
    if answer := stored_answer(locks, request):
        return answer
    facts = facts_of(order, by, request.key)
    if facts.answer is not None:
        return replay(facts.answer, request)
    check_locks(locks, facts)
    verdict = verdict_of(order, facts, policy, at, locks.claim)
    if isinstance(verdict, RuleRefused):
        refuse(verdict, order, facts, visit)
        return verdict
    if locks.account is None:
        raise Overtaken  # insured since the lock was asked for: the account is still to be made, and locked
    codes, stock = sold_codes(order.lines, verdict.lines), uncoded_units(verdict.lines)
    post(Posting(verdict, codes, stock, locks.account, facts.place.name, step=SETTLE), visit, policy)
    if verdict.warnings and verdict.id is not None:
        sentence = words_of(verdict.warnings)
        announce(SaleNoted(by=None, on=at.date(), claim_id=verdict.id, sentence=sentence, area=verdict.insured_area))
    return verdict


def stored_answer(locks: Locks, request: Request) -> StoredAnswer | None:
    """What the key was answered before, if it was. Raises InFlight while its first request runs, ClientRevoked,
    KeyReused."""
    if not locks.locked:
        raise InFlight
    if not locks.caller_live:
        raise ClientRevoked
    return replay(locks.answer, request) if locks.answer else None


def replay(answer: StoredAnswer, request: Request) -> StoredAnswer:
    """The stored answer again, if the same was asked. Raises KeyReused."""
    if answer.fingerprint != request.fingerprint:
        raise KeyReused
    return answer


def check_locks(locks: Locks, facts: Facts) -> None:
    """Prove that the facts are about the rows that are locked: the lock reads persons, enrolments and prescriptions as
    they were before it waited, and each may have come, gone or changed by the time the facts are read.

    Raises Overtaken: what came meanwhile is locked anew. Raises ClientRevoked, which may have come meanwhile too.
    """
    if not facts.caller_live:
        raise ClientRevoked
    if (facts.account.id if facts.account else None) != locks.account:
        raise Overtaken
    if facts.is_own_prescription:
        lines = {line.id for line in facts.lines}
        if lines != set(locks.lines) or (facts.right is not None and facts.right.id not in locks.entitlements):
            raise Overtaken


def refuse(refusal: RuleRefused, order: Order, facts: Facts, visit: Visit) -> None:
    """Keep a refusal that nothing can mend as the key's answer; where only an official can mend it, tell the floors
    above."""
    if refusal.code in FOR_GOOD:
        text = visit.answers.to_refusal(refusal)
        REFUSE.run(
            institution=visit.caller.institution,
            key=visit.request.key,
            fingerprint=visit.request.fingerprint,
            status=text.status,
            body=text.body,
            refusal=as_json(refusal_of(refusal, article_against(refusal))),
        )
    if refusal.code in ALARMS:
        announce(missing_figure(refusal, order, facts, visit.at.date()))


def missing_figure(refusal: RuleRefused, order: Order, facts: Facts, today: date) -> FigureMissing:
    """The announcement of a figure that the person's area, else the institution's, has not set."""
    enrolment = facts.person.enrolment if facts.person else None
    area = enrolment.area if enrolment else facts.place.area
    return FigureMissing(
        by=None,
        on=today,
        code=refusal.code,
        day=order.purchase_day,
        area=f"{area[:4]}00",
        sentence=refusal.message,
        source=article_against(refusal),
    )
