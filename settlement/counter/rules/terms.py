"""On which terms a sale is paid: rates of the day, and what is left of every limit."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from acts.demands import carries
from acts.policy import Policy
from acts.rules import fact
from eligibility.people.words import InsuranceType
from settlement.annual_accounts.rules import remaining
from settlement.claims.words import Payer
from settlement.counter.policy import Paying
from settlement.counter.rules.facts import Account, AreaRate, Facts
from settlement.figures.words import RateSetter

NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Assistance:
    """What medical assistance pays: a share above a yearly threshold, up to a yearly limit.

    `threshold_used` is what this year's claims, less those taken back, have filled of the threshold.
    """

    rate: Decimal
    threshold: Decimal
    threshold_used: Decimal
    left: Decimal
    beyond_maximum: bool


@dataclass(frozen=True)
class Terms:
    """The law and the account of one purchase day. `serious_left` is None for who is not insured for it.

    With `no_ceiling` it is bounded by the overall maximum alone, and by nothing where that does not bind either.
    """

    act: str
    insurance_type: InsuranceType
    rate: Decimal
    first_share: Decimal
    no_deductible: bool
    ordinary: AreaRate | None
    pooled_left: Decimal
    serious_left: Decimal | None
    overall_left: Decimal
    assistance: Assistance | None
    payers: tuple[Payer, ...]
    no_ceiling: bool = False
    overall_binds: bool = True


@carries("separate_payment_terms")
def terms_of(facts: Facts, policy: Policy, day: date) -> Terms:
    """The terms of a sale whose facts have passed every rule; both channels alike. Raises PolicyNotInForce."""
    enrolment, account = fact(fact(facts.person).enrolment), facts.account or EMPTY
    rate, first_share = rate_of(facts, policy, day, enrolment.insurance_type)
    return Terms(
        act=policy.name,
        insurance_type=enrolment.insurance_type,
        rate=rate,
        first_share=first_share,
        no_deductible=has_no_deductible(facts, policy, day),
        ordinary=facts.ordinary_rate if policy[Paying].higher_of_ordinary_benefit.on(day) else None,
        pooled_left=remaining(fact(facts.limits.pooled), account.pooled_paid + account.pooled_elsewhere),
        serious_left=serious_left(facts, account) if enrolment.serious_illness else None,
        overall_left=remaining(fact(facts.limits.overall), insurance_paid(account)),
        assistance=assistance_of(facts, account, policy, day),
        payers=policy[Paying].payers.on(day),
        no_ceiling=facts.limits.no_ceiling,
        overall_binds=not facts.limits.no_ceiling or policy[Paying].overall_binds_without_ceiling.on(day),
    )


def has_no_deductible(facts: Facts, policy: Policy, day: date) -> bool:
    """Whether the act says that there is no deductible, or leaves it to areas and the area says so."""
    if policy[Paying].deductible.applies:
        return policy[Paying].deductible.on(day) == 0
    return facts.separate_rate is not None and facts.separate_rate.is_plain


EMPTY = Account(0, *[NOTHING] * 7)


def rate_of(facts: Facts, policy: Policy, day: date, insurance_type: InsuranceType) -> tuple[Decimal, Decimal]:
    """The rate of the day and the share borne before it: the province's, or the area's own row."""
    if policy[Paying].rate_set_by.on(day) is RateSetter.PROVINCE:
        return policy[Paying].rate.on(day)[insurance_type], policy[Paying].class_b_first_share.on(day)
    separate = fact(facts.separate_rate)
    return separate.rate, separate.first_share


@carries("annual_limits")
def insurance_paid(account: Account) -> Decimal:
    """What counts into the overall yearly maximum: both insurances, here and elsewhere; never assistance."""
    here = account.pooled_paid + account.serious_paid
    return here + account.pooled_elsewhere + account.serious_elsewhere


def serious_left(facts: Facts, account: Account) -> Decimal:
    """Return what serious-illness insurance may still pay this year, yuan. Raises LookupError without a limit."""
    return remaining(fact(facts.limits.serious_illness), account.serious_paid + account.serious_elsewhere)


def assistance_of(facts: Facts, account: Account, policy: Policy, day: date) -> Assistance | None:
    """The assistance of a recognised recipient in an area that assists his category."""
    row = facts.assistance
    if row is None:
        return None
    return Assistance(
        rate=row.rate,
        threshold=row.threshold,
        threshold_used=account.threshold_used,
        left=remaining(row.annual_limit, account.assistance_paid + account.assistance_elsewhere),
        beyond_maximum=row.beyond_maximum or policy[Paying].assistance_above_maximum.on(day),
    )
