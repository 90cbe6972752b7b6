"""Entitlements beside the listing of their drug that ran out: who leans on it, who is held without need."""

from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from catalog.listings.models import Listing
from catalog.listings.queries import undecided_on
from eligibility.entitlements.models import Entitlement, Suspension
from eligibility.entitlements.queries.entitlements import HELD_FOR_DRUG, NOT_VOID, leaning_on
from eligibility.entitlements.words import EndCause, SuspensionCause


def unsuspended_beyond(drug_id: int, last_day: date, on: date) -> QuerySet[Entitlement]:
    """Entitlements that lean on the drug's listing up to `last_day`, reach past it and are not held for that."""
    return leaning_on(drug_id, last_day, on).exclude(HELD_FOR_DRUG)


def lapses_unnoticed(on: date) -> QuerySet[Listing]:
    """Listings that wait for the decision while some entitlement past them is not held for that."""
    reaching = Entitlement.objects.filter(drug=OuterRef("drug"), last_day__gt=OuterRef("last_day"))
    return undecided_on(on).filter(Exists(reaching.exclude(HELD_FOR_DRUG)))


def lasting_with_drug(drug_id: int, last_day: date) -> QuerySet[Entitlement]:
    """Entitlements of the drug that last as long as it was listed, up to `last_day`: granted for no other reason to
    that day, not cut short, and no other one has followed."""
    successors = Entitlement.objects.filter(person=OuterRef("person"), drug=drug_id, first_day__gt=last_day)
    rows = Entitlement.objects.filter(NOT_VOID, drug=drug_id, last_day=last_day, period=F("granted"))
    rows = rows.filter(end_cause__in=["", EndCause.EXPIRED]).exclude(application__requested_until=last_day)
    return rows.exclude(Exists(successors))


def held_without_need(drug_id: int | None = None) -> QuerySet[Suspension]:
    """Suspensions for want of the decision, of a drug that is listed on the first of their days by now."""
    listings = Listing.objects.filter(drug=OuterRef("entitlement__drug"), period__contains=OuterRef("first_day"))
    rows = Suspension.objects.filter(Exists(listings), cause=SuspensionCause.DRUG_UNDECIDED)
    return rows if drug_id is None else rows.filter(entitlement__drug=drug_id)


def count_patients(drug_id: int, day: date, until: date) -> tuple[int, int]:
    """How many persons are entitled to the drug on the day or will be, and how many of them past `until`."""
    rows = Entitlement.objects.filter(NOT_VOID, drug=drug_id, last_day__gte=min(day, until))
    past = Count("person", distinct=True, filter=Q(last_day__gt=until))
    counts = rows.aggregate(entitled=Count("person", distinct=True), past=past)
    return counts["entitled"], counts["past"]
