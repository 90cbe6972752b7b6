"""Rows turned into the frozen values that rules look at."""

from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.rules.facts import EntitlementFacts


def of_entitlement(entitlement: Entitlement) -> EntitlementFacts:
    """Reads suspensions and manufacturers: prefetch them for more than one."""
    return EntitlementFacts(
        id=entitlement.pk,
        drug=entitlement.drug_id,
        field=entitlement.field_id,
        diagnosis_code=entitlement.diagnosis_code,
        period=entitlement.period,
        manufacturers=frozenset(confirmation.manufacturer_id for confirmation in entitlement.manufacturers.all()),
        suspended=tuple(confirmation.period for confirmation in entitlement.suspensions.all()),
        void=entitlement.void,
        person=entitlement.person_id,
        end_cause=entitlement.end_cause,
    )
