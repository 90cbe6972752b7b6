"""What a sale would come to: the facts, the rules and the calculation, nothing stored."""

from datetime import datetime

import msgspec

from acts.policy import Policy
from eligibility.prescriptions.queries import signer
from kit.errors import RuleRefused
from province.law.queries.policy import current_policy
from settlement.claims.rules import Settled
from settlement.counter.errors import ClientRevoked
from settlement.counter.rules.calculation import calculate
from settlement.counter.rules.case import Case
from settlement.counter.rules.facts import Facts, Prescribed
from settlement.counter.rules.orders import OK, REFUSED, Caller, Order, Outcome
from settlement.counter.rules.rendering import Rendering
from settlement.counter.rules.settling import charges_of, settled_of
from settlement.counter.rules.terms import terms_of
from settlement.counter.rules.verdict import refuse
from settlement.counter.sql import FACTS


def preview(*, order: Order, by: Caller, at: datetime, render: Rendering) -> Outcome:
    """The full result of a settlement, or the refusal: one statement, no lock, nothing stored. Raises ClientRevoked."""
    facts = facts_of(order, by)
    if not facts.caller_live:
        raise ClientRevoked
    verdict = verdict_of(order, facts, current_policy(), at)
    if isinstance(verdict, RuleRefused):
        return Outcome(REFUSED, render.refused(verdict))
    return Outcome(OK, render.settled(verdict))


def facts_of(order: Order, by: Caller, key: str = "") -> Facts:
    """Everything the rules may know about the sale, as of now; with a key, what it was answered."""
    row = FACTS.run(
        person=order.person,
        identity_hash=order.identity_hash,
        day=order.purchase_day,
        prescription=order.prescription,
        institution=by.institution,
        key=key,
        client=by.client,
        staff=by.staff,
        codes=list(order.codes),
    )
    return msgspec.json.decode(str(row["facts"]), type=Facts)


def verdict_of(
    order: Order, facts: Facts, policy: Policy, at: datetime, claim: int | None = None
) -> Settled | RuleRefused:
    """The settlement that the sale comes to, or the refusal of the first rule that it breaks."""
    case = Case(order, facts, at.date(), signed=is_signed(facts.prescription))
    refusal = refuse(case, policy)
    if refusal is not None:
        return refusal
    terms = terms_of(facts, policy, case.day)
    return settled_of(case, policy, terms, calculate(charges_of(case), terms), at, claim)


def is_signed(prescription: Prescribed | None) -> bool:
    """Whether the signature is its signer's over exactly this content."""
    if prescription is None:
        return False
    return signer().verify(prescription.signer, prescription.content, prescription.signature)
