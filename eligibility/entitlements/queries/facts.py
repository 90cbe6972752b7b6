"""Rows turned into the frozen values that rules look at."""

from datetime import date

from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.rules.facts import EntitlementFacts


def of_entitlement(entitlement: Entitlement, day: date = date.max) -> EntitlementFacts:
    """With the manufacturers that are on record by the day. Reads them and suspensions: prefetch for more than one."""
    confirmations = [row for row in entitlement.manufacturers.all() if row.confirmed_on <= day]
    return EntitlementFacts(
        id=entitlement.pk,
        drug=entitlement.drug_id,
        field=entitlement.field_id,
        diagnosis_code=entitlement.diagnosis_code,
        period=entitlement.period,
        manufacturers=frozenset(row.manufacturer_id for row in confirmations),
        suspended=tuple(confirmation.period for confirmation in entitlement.suspensions.all()),
        void=entitlement.void,
        person=entitlement.person_id,
        end_cause=entitlement.end_cause,
    )
