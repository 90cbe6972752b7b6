"""Which insurances an act covers."""

from collections.abc import Iterable
from datetime import date

from acts.demands import carries
from acts.policy import Policy
from eligibility.people.errors import InsuranceTypeUncovered
from eligibility.people.policy import Insuring
from eligibility.people.words import InsuranceType


@carries("covered_insurance")
def refuse_uncovered(types: Iterable[InsuranceType], policy: Policy, day: date) -> None:
    """Refuse to enrol in an insurance that the act does not cover. Raises InsuranceTypeUncovered, PolicyNotInForce."""
    insured_types = policy[Insuring].types.on(day)
    for insurance_type in types:
        if insurance_type not in insured_types:
            raise InsuranceTypeUncovered(type=insurance_type.label)
