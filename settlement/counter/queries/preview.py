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
from settlement.counter.rules.facts import Facts
from settlement.counter.rules.orders import Caller, Order, Question
from settlement.counter.rules.settling import charges_of, settled_of
from settlement.counter.rules.terms import terms_of
from settlement.counter.rules.verdict import refuse
from settlement.counter.sql import FACTS


def preview(*, order: Order, by: Caller, at: datetime) -> Settled | RuleRefused:
    """The full result of a settlement, or the refusal: one statement, no lock, nothing stored. Raises ClientRevoked."""
    facts = facts_of(order, by)
    if not facts.caller_live:
        raise ClientRevoked
    return verdict_of(order, facts, current_policy(), at)


def facts_of(subject: Order | Question, by: Caller, key: str = "") -> Facts:
    """Everything the rules may know about a sale, or about a person at an institution, as of now; with a key, what it
    was answered."""
    row = FACTS.run(
        **subject.parameters,
        institution=by.institution,
        client=by.client,
        staff=by.staff,
        key=key,
        codes=list(subject.codes) if isinstance(subject, Order) else [],
    )
    return msgspec.json.decode(str(row["facts"]), type=Facts)


def verdict_of(
    order: Order, facts: Facts, policy: Policy, at: datetime, claim: int | None = None
) -> Settled | RuleRefused:
    """The settlement that the sale comes to, or the refusal of the first rule that it breaks.

    The prescription is signed if the signature is its signer's over exactly this content.
    """
    sheet = facts.prescription
    is_genuine = sheet is not None and signer().verify(sheet.signer, sheet.content, sheet.signature)
    case = Case(facts, order.purchase_day, at.date(), order, is_genuine)
    refusal = refuse(case, policy)
    if refusal is not None:
        return refusal
    terms = terms_of(facts, policy, case.day)
    return settled_of(case, policy, terms, calculate(charges_of(case, policy), terms), at, claim)
