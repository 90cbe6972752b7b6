"""Sales that stand although what is known by now says otherwise of their day."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from eligibility.entitlements.models import Entitlement, Suspension
from eligibility.entitlements.queries.entitlements import NOT_VOID
from eligibility.people.models import BenefitHold, Enrolment
from settlement.claims.models import Claim
from settlement.claims.words import Contradiction

_DAY, _PERSON, _RIGHT = OuterRef("purchase_day"), OuterRef("person"), OuterRef("entitlement")
_INSURED = Enrolment.objects.filter(
    person=_PERSON, period__contains=_DAY, insurance_type=OuterRef("insurance_type"), area=OuterRef("insured_area")
)
_HELD = Entitlement.objects.filter(NOT_VOID, pk=_RIGHT, period__contains=_DAY)
CONTRADICTED: dict[Contradiction, Q] = {
    Contradiction.AFTER_DEATH: Q(person__died_on__lt=F("purchase_day")),
    # Whoever held the number that was wrong may have been taken for this person.
    Contradiction.BY_ANOTHER_NUMBER: Q(person__identity_corrected_at__gt=F("settled_at")),
    Contradiction.INSURED_OTHERWISE: Q(~Exists(_INSURED)),
    Contradiction.HELD_BACK: Q(Exists(BenefitHold.objects.filter(person=_PERSON, period__contains=_DAY))),
    Contradiction.OUTSIDE_RIGHT: Q(~Exists(_HELD), entitlement__isnull=False),
    # Past the end there is nothing to suspend, whatever days were once named.
    Contradiction.IN_SUSPENSION: Q(Exists(_HELD))
    & Q(Exists(Suspension.objects.filter(entitlement=_RIGHT, period__contains=_DAY))),
}


def with_contradictions(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    """Those of the rows that stand and are contradicted, each with a column for every contradiction."""
    standing = rows.filter(reverses=None, reversal=None)
    columns = standing.annotate(**{kind.value: condition for kind, condition in CONTRADICTED.items()})
    one_of_them = Q()
    for kind in Contradiction:
        one_of_them |= Q(**{kind.value: True})
    return columns.filter(one_of_them)


def sentence_of(claim: Claim) -> str:
    """What contradicts one of these, in words."""
    return "；".join(kind.label for kind in Contradiction if getattr(claim, kind.value)) + "。"
