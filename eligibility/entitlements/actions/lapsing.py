"""What becomes of entitlements while nobody has decided whether their drug stays listed, and once it does."""

from datetime import date

from acts.demands import carries
from catalog.drugs.models import Drug
from catalog.listings.announcements import DrugLapsed, DrugRenewed
from catalog.listings.models import Listing
from eligibility.entitlements.actions.steps import ONE_DAY, row_of, until_day
from eligibility.entitlements.models import Entitlement, Suspension
from eligibility.entitlements.policy import Lasting
from eligibility.entitlements.queries.lapses import (
    held_without_need,
    lapses_unnoticed,
    lasting_with_drug,
    unsuspended_beyond,
)
from eligibility.entitlements.words import EntitlementEnd, SuspensionCause
from kit.action import action
from kit.locks import BATCH, lock_free_rows, lock_rows
from kit.period import Period
from province.events.actions.recording import record_each
from province.law.queries.policy import current_policy


@action
@carries("entitlement.drug_lapsed")
def suspend_for_drug(announcement: DrugLapsed) -> int:
    """Nothing is paid after the last listed day until it is decided whether the drug stays. Safe to repeat.

    Its drug is locked by whoever calls. Returns how many. No sale of those days is looked at again: a drug that is
    not listed is sold to nobody.
    """
    rows = unsuspended_beyond(announcement.drug_id, announcement.last_day, announcement.on)
    # What somebody is just changing, and what is beyond a batch, is suspended by the sweep.
    entitlements = list(lock_free_rows(rows).values_list("pk", "insured_area_id", "first_day")[:BATCH])
    first = announcement.last_day + ONE_DAY
    Suspension.objects.bulk_create(
        Suspension(entitlement_id=pk, cause=SuspensionCause.DRUG_UNDECIDED, period=Period(max(first, begins), None))
        for pk, _, begins in entitlements
    )
    objects = [(pk, area) for pk, area, _ in entitlements]
    return record_each(row_of("drug_lapsed"), objects, by=announcement.by, on=announcement.on, after=str(first))


@action
@carries("entitlement.drug_renewed")
def resume_for_drug(announcement: DrugRenewed) -> int:
    """The drug is listed on without a gap: what was suspended for want of the decision never was. Returns how many."""
    rows = Entitlement.objects.filter(pk__in=held_without_need(announcement.drug_id).values("entitlement"))
    # A job waits for no row and takes so many at a time: the sweep finds the others.
    locked_rows = lock_free_rows(rows)[:BATCH] if announcement.by is None else lock_rows(rows)
    entitlements = list(locked_rows.values_list("pk", "insured_area_id"))
    held_without_need(announcement.drug_id).filter(entitlement__in=[pk for pk, _ in entitlements]).delete()
    return record_each(
        row_of("drug_renewed"), entitlements, by=announcement.by, on=announcement.on, after=str(announcement.last)
    )


@action
def extend_with_drug(announcement: DrugRenewed) -> int:
    """Where entitlements last as long as their drug is listed, they go on with it. Returns how many.

    Not what was cut short or asked for to that day, nor what another entitlement has taken over since.
    """
    if current_policy()[Lasting].end.on(announcement.first) is not EntitlementEnd.DRUG_VALIDITY:
        return 0
    rows = lasting_with_drug(announcement.drug_id, announcement.first - ONE_DAY)
    locked_rows = lock_free_rows(rows) if announcement.by is None else lock_rows(rows)
    entitlements = list(locked_rows.values_list("pk", "insured_area_id"))
    until = announcement.last
    Entitlement.objects.filter(pk__in=[pk for pk, _ in entitlements]).update(
        granted=until_day("granted", until), period=until_day("period", until), ended_on=None, end_cause=""
    )
    return record_each(row_of("drug_renewed"), entitlements, by=announcement.by, on=announcement.on, after=str(until))


@action
def sweep_lapsed_drugs(*, on: date) -> int:
    """Suspend what a lapse has missed, one batch of each drug. Returns how many."""
    # Drugs before entitlements, as everywhere: whoever decides on one of them just now is left alone.
    drugs = list(lock_free_rows(Drug.objects.filter(pk__in=lapses_unnoticed(on).values("drug"))))
    return sum(
        suspend_for_drug(DrugLapsed(drug_id=listing.drug_id, last_day=listing.last_day, by=None, on=on))
        for listing in lapses_unnoticed(on).filter(drug__in=drugs)
    )


@action
def sweep_renewed_drugs(*, on: date) -> int:
    """Resume what a renewal has missed, one batch of each drug. Returns how many."""
    drugs = list(lock_free_rows(Drug.objects.filter(pk__in=held_without_need().values("entitlement__drug"))))
    listings = Listing.objects.filter(drug__in=drugs).order_by("drug_id", "-last_day").distinct("drug_id")
    return sum(
        resume_for_drug(
            DrugRenewed(drug_id=listing.drug_id, first=listing.first_day, last=listing.last_day, by=None, on=on)
        )
        for listing in listings
    )
