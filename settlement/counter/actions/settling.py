"""The counter: lock -> facts -> rules -> post, in one transaction of three statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from acts.citations import citation
from acts.demands import carries
from acts.policy import Policy
from kit.errors import RuleRefused
from province.events.actions.recording import event_values
from province.events.announcements import announce
from province.law.queries.policy import article_against, current_policy
from settlement.claims.rules import Settled
from settlement.counter.actions.transactions import Overtaken, first, once_sure
from settlement.counter.announcements import FigureMissing, SaleNoted
from settlement.counter.errors import ClientRevoked, InFlight, KeyReused
from settlement.counter.queries.preview import facts_of, verdict_of
from settlement.counter.rules.facts import Facts, Locks, StoredAnswer
from settlement.counter.rules.figures import ALARMS
from settlement.counter.rules.orders import CREATED, REFUSED, Caller, Order, Outcome, Request
from settlement.counter.rules.rendering import Rendering
from settlement.counter.rules.traces import SoldCode, sold_codes
from settlement.counter.rules.verdict import words_of
from settlement.counter.sql import LOCK, POST, REFUSE

# The class of the advisory locks on statement months: the counter shares them, a month's close takes one alone.
STATEMENT_MONTHS = 29


@dataclass(frozen=True)
class Visit:
    """One request at the counter: who asks under which key, at what moment, to be answered in which words."""

    by: Caller
    request: Request
    at: datetime
    render: Rendering

    @property
    def month(self) -> int:
        """The statement month, such as 202601."""
        return self.at.year * 100 + self.at.month

    @property
    def keys(self) -> dict[str, Any]:
        by = self.by
        return {"institution": by.institution, "client": by.client, "staff": by.staff, "key": self.request.key}

    @property
    def locks(self) -> dict[str, Any]:
        return {**self.keys, "months": STATEMENT_MONTHS, "month": self.month}


@carries("claim.settle")
def settle(*, order: Order, request: Request, by: Caller, at: datetime, render: Rendering) -> Outcome:
    """Settle a sale: 201 with the settlement, or 422 with the rule that refuses it; both kept under the key.

    `at` is the moment in Asia/Shanghai. Raises InFlight, KeyReused, ClientRevoked, Busy; none of these is kept.
    """
    visit, policy = Visit(by, request, at, render), current_policy()
    return once_sure(lambda: _settle(order, visit, policy))


def _settle(order: Order, visit: Visit, policy: Policy) -> Outcome:
    locks = first(lambda: msgspec.convert(LOCK.run(**visit.locks, **whose(order), today=visit.at.date()), Locks))
    stored = answered(locks, visit)
    if stored is not None:
        return stored
    facts = facts_of(order, visit.by, visit.request.key)
    if facts.answer is not None:
        return replay(facts.answer, visit.request)
    check_locks(locks, facts)
    verdict = verdict_of(order, facts, policy, visit.at, locks.claim)
    if isinstance(verdict, RuleRefused):
        alarm(verdict, order, facts, visit)
        return keep_refusal(verdict, visit)
    if locks.account is None:
        raise Overtaken  # insured since the lock was asked for: the account is still to be made, and locked
    return post(Posting(verdict, sold_codes(order.lines), locks.account, facts.place.name), visit, policy)


def whose(order: Order) -> dict[str, Any]:
    return {
        "person": order.person,
        "identity_hash": order.identity_hash,
        "prescription": order.prescription,
        "day": order.purchase_day,
    }


def answered(locks: Locks, visit: Visit) -> Outcome | None:
    """What the key was answered before. Raises InFlight while its first request runs, ClientRevoked, KeyReused."""
    if not locks.locked:
        raise InFlight
    if not locks.caller_live:
        raise ClientRevoked
    return replay(locks.answer, visit.request) if locks.answer else None


def replay(answer: StoredAnswer, request: Request) -> Outcome:
    """The stored answer again, if the same was asked. Raises KeyReused."""
    if answer.fingerprint != request.fingerprint:
        raise KeyReused
    return Outcome(answer.status, answer.body, replayed=True)


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
        mine = {line.id for line in facts.lines}
        if mine != set(locks.lines) or (facts.right is not None and facts.right.id not in locks.entitlements):
            raise Overtaken


def alarm(refusal: RuleRefused, order: Order, facts: Facts, visit: Visit) -> None:
    """Tell the floors above of a figure that only an official can set."""
    if refusal.code not in ALARMS:
        return
    insured = facts.person.enrolment if facts.person else None
    area = insured.area if insured else facts.place.area
    announce(
        FigureMissing(
            by=None,
            on=visit.at.date(),
            code=refusal.code,
            day=order.purchase_day,
            area=f"{area[:4]}00",
            sentence=refusal.message,
            source=article_against(refusal),
        )
    )


def keep_refusal(refusal: RuleRefused, visit: Visit) -> Outcome:
    """Store a refusal as the key's answer."""
    body = visit.render.refused(refusal)
    REFUSE.run(
        institution=visit.by.institution,
        key=visit.request.key,
        fingerprint=visit.request.fingerprint,
        status=REFUSED,
        body=body,
    )
    return Outcome(REFUSED, body)


@dataclass(frozen=True)
class Posting:
    """A settlement or reversal about to be written, with the packs it moves."""

    settled: Settled
    codes: tuple[SoldCode, ...]
    account: int
    actor: str
    verb: str = "settle"


def post(posting: Posting, visit: Visit, policy: Policy) -> Outcome:
    """Write everything in one statement. Raises Overtaken when another sale took one of the packs first; once_sure
    makes one too of an account that is not the claim's own."""
    body = visit.render.settled(posting.settled)
    written = POST.run(
        posting=encoded(posting.settled),
        codes=encoded(posting.codes),
        account=posting.account,
        month=visit.at.date().replace(day=1),
        policy=policy.fingerprint,
        staff=visit.by.staff,
        institution=visit.by.institution,
        key=visit.request.key,
        fingerprint=visit.request.fingerprint,
        status=CREATED,
        body=body,
        **event_values(
            on=visit.at.date(),
            actor=posting.actor,
            role="institution",
            noun="claim",
            verb=posting.verb,
            source=citation(policy, f"claim.{posting.verb}").cites,
            after=posting.verb,
            why=posting.settled.reason,
        ),
    )
    check_written(written, posting)
    note(posting.settled, visit)
    return Outcome(CREATED, body)


def note(settled: Settled, visit: Visit) -> None:
    """Tell the floors above of a sale that somebody should look at; its reversal needs no second look."""
    if settled.warnings and settled.id is not None and settled.reverses is None:
        day, area = visit.at.date(), settled.insured_area
        announce(SaleNoted(by=None, on=day, claim_id=settled.id, sentence=words_of(settled.warnings), area=area))


def encoded(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def check_written(written: Mapping[str, object], posting: Posting) -> None:
    """Everything was written, or nothing will be. Raises Overtaken for a pack, RuntimeError for a fault of ours."""
    settled, codes = posting.settled, len(posting.codes)
    if written["packs"] != codes:
        raise Overtaken
    expected = {
        "claims": 1,
        "accounts": 1,
        "lines": len(settled.lines),
        "entries": len(settled.entries),
        "dispensed": len({line.prescription_line for line in settled.lines}),
        "packs": codes,
        "sales": codes,
        "events": 1,
        "outbox": 1,
        "answers": 1,
    }
    if dict(written) != expected:
        raise RuntimeError(f"a settlement wrote {written}, not {expected}")
