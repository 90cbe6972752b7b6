"""What the core insurance system is told of a settlement."""

from decimal import Decimal

from msgspec import Struct

from acts.demands import carries
from settlement.claims.rules import Settled


class Outgoing(Struct, frozen=True):
    """The use of this year's limits by one settlement, negative for a reversal.

    `serious_illness_scope` is what serious-illness insurance may ever look at of it: nothing, since the own share
    of these drugs never enters its scope.
    """

    reference: str
    reverses: str | None
    person: str
    insurance_type: str
    insured_area: str
    year: int
    purchase_day: str
    pooled: Decimal
    serious_illness: Decimal
    assistance: Decimal
    patient: Decimal
    serious_illness_scope: Decimal


@carries("core_system_posting")
def outgoing(claim: Settled) -> Outgoing:
    """The message of one settlement or reversal; its reference makes it idempotent."""
    sums = claim.sums
    return Outgoing(
        reference=str(claim.id),
        reverses=None if claim.reverses is None else str(claim.reverses),
        person=claim.person,
        insurance_type=claim.insurance_type,
        insured_area=claim.insured_area,
        year=claim.purchase_day.year,
        purchase_day=claim.purchase_day.isoformat(),
        pooled=sums.pooled,
        serious_illness=sums.serious_illness,
        assistance=sums.assistance,
        patient=sums.patient,
        serious_illness_scope=Decimal("0.00"),
    )
