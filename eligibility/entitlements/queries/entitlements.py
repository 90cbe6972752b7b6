"""Entitlements: whose they are to see, which hold on a day, which run out."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from catalog.drugs.models import NationalAgreement
from catalog.listings.models import Listing
from catalog.listings.queries import gone_by
from eligibility.entitlements.models import Entitlement, ManufacturerFinding, Suspension
from eligibility.entitlements.words import EndCause, SuspensionCause
from eligibility.people.models import Enrolment
from eligibility.people.queries.scope import BY_INSURED_AREA, posts_of
from kit.period import Period
from province.areas.queries.scope import NOTHING
from province.staff.models import Account
from province.staff.queries import within_area_of
from province.staff.words import Role

NOT_VOID = Q(ended_on=None) | Q(ended_on__gte=F("first_day"))
HELD_FOR_DRUG = Q(Exists(Suspension.objects.filter(entitlement=OuterRef("pk"), cause=SuspensionCause.DRUG_UNDECIDED)))


def visible_to(user: Account) -> QuerySet[Entitlement]:
    """Agencies see their insured area's; hospitals and pharmacies those who chose them; physicians their field's."""
    return Entitlement.objects.filter(_scope(user))


def _scope(user: Account) -> Q:
    if user.role in BY_INSURED_AREA:
        return within_area_of(user, "insured_area")
    if user.role == Role.INSURANCE_OFFICE:
        # Also what its own physicians found fit, whichever hospital the patient chose.
        findings = ManufacturerFinding.objects.filter(physician__hospital__in=posts_of(user))
        return Q(hospital__in=posts_of(user)) | Q(Exists(findings.filter(entitlement=OuterRef("pk"))))
    if user.role == Role.PHARMACIST:
        return Q(pharmacy__in=posts_of(user))
    if user.role == Role.PHYSICIAN:
        return Q(hospital__in=posts_of(user)) | Q(application__physician__account=user)
    return NOTHING


def for_lists(rows: QuerySet[Entitlement]) -> QuerySet[Entitlement]:
    """With everything that a line of a list shows."""
    return rows.select_related("person", "drug", "insured_area__parent", "hospital", "pharmacy").prefetch_related(
        "suspensions"
    )


def for_page(rows: QuerySet[Entitlement]) -> QuerySet[Entitlement]:
    """With everything that the page of one entitlement shows."""
    relations = ("person", "drug", "field", "insured_area__parent", "hospital", "pharmacy", "application__physician")
    return rows.select_related(*relations).prefetch_related("suspensions", "manufacturers__manufacturer")


def retroactive_days(entitlement: Entitlement) -> Period | None:
    """The days from its first to that of the decision; None where it was decided before it began."""
    return entitlement.retroactive


def valid_on(day: date, rows: QuerySet[Entitlement] | None = None) -> QuerySet[Entitlement]:
    """In effect on the day: begun, not ended, not suspended."""
    entitlements = Entitlement.objects.all() if rows is None else rows
    return entitlements.filter(NOT_VOID, period__contains=day).exclude(suspensions__period__contains=day)


def prescribable_by(user: Account, day: date) -> QuerySet[Entitlement]:
    """What a responsible physician may prescribe for: in effect, of one of his fields, at any hospital."""
    return valid_on(day).filter(field__physicians__account=user).distinct()


def to_expire(on: date) -> QuerySet[Entitlement]:
    """Whose last day has passed and who are not marked ended."""
    return Entitlement.objects.filter(ended_on=None, last_day__lt=on)


def beyond(last_day: date) -> QuerySet[Entitlement]:
    """Entitlements in effect on some day after this one, also those whose end is set for a later day."""
    return Entitlement.objects.filter(NOT_VOID, last_day__gt=last_day)


def insured_elsewhere(day: date) -> QuerySet[Entitlement]:
    """Entitlements not over by the day whose person is insured in another area on it."""
    enrolments = Enrolment.objects.filter(person=OuterRef("person"), period__contains=day)
    elsewhere = enrolments.exclude(area=OuterRef("insured_area"))
    return beyond(day - timedelta(days=1)).filter(Exists(elsewhere))


def moves_of(keys: Iterable[int], day: date) -> list[tuple[str, int]]:
    """The area where the person of each entitlement is insured on the day, with its number, where it is another."""
    rows = Entitlement.objects.filter(pk__in=keys, person__enrolments__period__contains=day)
    areas = rows.values_list("pk", "insured_area_id", "person__enrolments__area_id")
    return [(area, pk) for pk, old, area in areas if area != old]


def of_drug_beyond(drug_id: int, last_day: date, on: date) -> QuerySet[Entitlement]:
    """Entitlements for the drug that lean on its listing up to `last_day`, reach past it and are not over yet, or
    were held from that day on till they were over."""
    return leaning_on(drug_id, last_day, on).filter(Q(last_day__gte=on) | HELD_FOR_DRUG)


def leaning_on(drug_id: int, last_day: date, on: date) -> QuerySet[Entitlement]:
    """Entitlements for the drug that lean on its listing up to `last_day` and reach past it.

    One begun under a later listing, or since then under the national agreement, leans on that.
    """
    later = Listing.objects.filter(drug=drug_id, first_day__gt=last_day).aggregate(first=Min("first_day"))["first"]
    agreements = NationalAgreement.objects.filter(drug=drug_id, period__contains=OuterRef("first_day"))
    rows = beyond(last_day).filter(drug=drug_id)
    rows = rows.exclude(Q(first_day__gt=last_day) & Q(first_day__lte=on) & Exists(agreements))
    return rows.filter(first_day__lt=later) if later else rows


def drugs_outlived(on: date, drug: int | None = None) -> list[tuple[int, date]]:
    """Drugs, or that one, with the last day of a listing that is over or cut short, which entitlements reach past."""
    entitlements = beyond(on - timedelta(days=1)) | Entitlement.objects.filter(HELD_FOR_DRUG)
    drugs = (entitlements.filter(drug=drug) if drug else entitlements).values("drug")
    listings = gone_by(on).filter(drug__in=drugs).order_by("drug", "first_day").values_list("drug", "last_day")
    return [(drug, last_day) for drug, last_day in listings if of_drug_beyond(drug, last_day, on).exists()]


def unlike_listings(on: date) -> QuerySet[Entitlement]:
    """Those in effect that lean on no listing and no agreement, and those ended with a listing that ended otherwise."""
    listings = Listing.objects.filter(drug=OuterRef("drug"))
    agreements = NationalAgreement.objects.filter(drug=OuterRef("drug"), period__contains=on)
    leans_on_none = ~Exists(listings.filter(period__contains=on)) & ~Exists(agreements)
    is_ended_otherwise = Q(~Exists(listings.filter(last_day=OuterRef("ended_on"))), end_cause=EndCause.DRUG_LEFT)
    in_effect = Q(NOT_VOID, leans_on_none, ~HELD_FOR_DRUG, period__contains=on)
    return Entitlement.objects.filter(in_effect | is_ended_otherwise).order_by("pk")


def running_out(rows: QuerySet[Entitlement], day: date, until: date) -> QuerySet[Entitlement]:
    """Those whose last day comes by `until`: to be renewed in time."""
    return rows.filter(ended_on=None, last_day__gte=day, last_day__lte=until)


def ending_within(rows: QuerySet[Entitlement], day: date, terms: Iterable[int]) -> dict[int, int]:
    """How many of the rows end within so many days, for each of the terms. One query."""
    until = {term: day + timedelta(days=term) for term in terms}
    counts = {f"within_{term}": Count("pk", filter=Q(last_day__lte=last)) for term, last in until.items()}
    counted = running_out(rows, day, max(until.values())).order_by().aggregate(**counts)
    return {term: counted[f"within_{term}"] for term in until}


def patients_at(day: date, institutions: Iterable[str]) -> Counter[str]:
    """How many patients with an entitlement on the day chose each of the institutions. Two queries."""
    codes, patients = list(institutions), Counter[str]()
    for place in ("hospital", "pharmacy"):
        rows = valid_on(day).filter(**{f"{place}__in": codes}).order_by().values_list(place)
        patients.update(dict(rows.annotate(patients=Count("person", distinct=True))))
    return patients
