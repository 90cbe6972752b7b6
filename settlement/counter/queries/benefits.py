"""What a person would be paid on a day, before anything is bought."""

from collections.abc import Iterator
from datetime import date

from acts.policy import Policy
from eligibility.entitlements.models import Entitlement
from eligibility.people.models import InsuredPerson
from kit.errors import RuleRefused
from physicians.agreements.queries import designated_on
from province.law.queries.policy import current_policy
from settlement.annual_accounts.rules import remaining
from settlement.claims.words import Payer
from settlement.counter.errors import ClientRevoked, NotServing
from settlement.counter.queries.preview import facts_of
from settlement.counter.rules.benefits import Benefits, EntitlementNow, LimitLeft, masked_name
from settlement.counter.rules.case import Case, first_refusal
from settlement.counter.rules.entitled import AppliedFor, Filed
from settlement.counter.rules.facts import Facts
from settlement.counter.rules.figures import AssistanceKnown, LimitsKnown
from settlement.counter.rules.orders import Caller, Question
from settlement.counter.rules.people import PEOPLE
from settlement.counter.rules.terms import EMPTY, insurance_paid, serious_left
from settlement.figures.words import LimitKind

ASKED = (*PEOPLE, LimitsKnown(), AssistanceKnown())


def check(*, question: Question, by: Caller, on: date) -> Benefits:
    """Insurance, entitlements and what is left of each limit, or the reasons why nothing would be paid.

    `on` is today. An unknown person is answered like a known one who is not insured. An institution that does not
    serve today is told nothing of anybody, whatever day it asks about. Raises ClientRevoked, NotServing.
    """
    facts, policy = facts_of(question, by), current_policy()
    if not facts.caller_live:
        raise ClientRevoked
    if not designated_on(on).filter(pk=by.institution).exists():
        raise NotServing
    person = InsuredPerson.objects.filter(pk=facts.person.number).first() if facts.person else None
    entitlements = _entitlements(question, person) if person else ()
    case = Case(facts, question.day, on)
    enrolment = facts.person.enrolment if facts.person else None
    return Benefits(
        person=person.pk if person else question.person,
        name=masked_name(person.name) if person else "",
        day=question.day,
        insurance_type=enrolment.insurance_type if enrolment else None,
        area=enrolment.area if enrolment else None,
        active=first_refusal(PEOPLE, case, policy) is None,
        entitlements=entitlements,
        limits=tuple(_limits(facts)),
        reasons=tuple(_reasons(case, policy, applied_for=bool(entitlements) or not question.product)),
    )


def _entitlements(question: Question, person: InsuredPerson) -> tuple[EntitlementNow, ...]:
    """Return the person's entitlements as they stand on the day asked about, those that last longest first."""
    rows = Entitlement.objects.filter(person=person).select_related("drug", "hospital", "pharmacy")
    if question.product:
        rows = rows.filter(drug__products=question.product)
    return tuple(
        EntitlementNow(
            drug=str(entitlement.drug),
            state=entitlement.state_on(question.day),
            first_day=entitlement.period.first,
            last_day=entitlement.period.last,
            hospital=entitlement.hospital.name,
            pharmacy=entitlement.pharmacy.name if entitlement.pharmacy else "",
        )
        for entitlement in rows.prefetch_related("suspensions").order_by("-last_day", "-pk")
    )


def _reasons(case: Case, policy: Policy, *, applied_for: bool) -> Iterator[RuleRefused]:
    refusal = first_refusal(ASKED, case, policy)
    if refusal is not None:
        yield refusal
    elif not applied_for:
        yield next(rule.refusal(case, policy) for rule in (AppliedFor(), Filed()) if rule.exists(policy))


def _limits(facts: Facts) -> Iterator[LimitLeft]:
    """The limits that are in force, each with what is left of it."""
    account, limits = facts.account or EMPTY, facts.limits
    enrolment = facts.person.enrolment if facts.person else None
    if limits.pooled is not None:
        amount = account.pooled_paid + account.pooled_elsewhere
        yield LimitLeft(Payer.POOLED_FUND, limits.pooled, remaining(limits.pooled, amount))
    if limits.serious_illness is not None and not limits.no_ceiling and enrolment and enrolment.serious_illness:
        yield LimitLeft(Payer.SERIOUS_ILLNESS, limits.serious_illness, serious_left(facts, account))
    if limits.overall is not None:
        yield LimitLeft(LimitKind.OVERALL, limits.overall, remaining(limits.overall, insurance_paid(account)))
    if facts.assistance is not None:
        amount = account.assistance_paid + account.assistance_elsewhere
        yield LimitLeft(
            Payer.MEDICAL_ASSISTANCE, facts.assistance.annual_limit, remaining(facts.assistance.annual_limit, amount)
        )
