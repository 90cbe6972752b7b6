"""Days in the separate-payment list: opened, renewed, cut short, run out."""

from datetime import date, timedelta
from typing import cast

from django.db.models import QuerySet

from acts.demands import carries
from catalog.drugs.models import Drug, NationalAgreement
from catalog.drugs.queries import terms_on
from catalog.drugs.words import DrugOrigin
from catalog.listings.announcements import DrugLapsed, DrugLeft, DrugRenewed, DrugSaidUnused
from catalog.listings.cycle import LISTING
from catalog.listings.errors import AlreadyListed, AwaitsDecision, EndsAsItLapsed, NotListed, RemovedNotRenewed
from catalog.listings.models import Listing
from catalog.listings.queries import (
    holding_on,
    is_listed,
    lapsed_listing,
    last_listed_day,
    run_out_by,
    state_of,
    undecided_on,
)
from catalog.listings.rules.lapse import waits_since
from catalog.listings.rules.removal import Removal, Review, refuse_unfounded, unused_since
from catalog.listings.rules.validity import Candidate, refuse_unlistable, validity
from catalog.listings.words import DelistingCause, ListingState
from kit.action import action
from kit.life_cycle import Transition
from kit.locks import lock_free_rows, lock_rows
from province.events.actions.recording import record
from province.events.announcements import announce
from province.law.queries.policy import current_policy, cycle_in_use
from province.staff.models import Account

ONE_DAY = timedelta(days=1)


@action
@carries("listing.open")
def open(
    *,
    drug: Drug,
    origin: DrugOrigin,
    first: date,
    document: str,
    by: Account | None,
    on: date,
    last: date | None = None,
    reason: str = "",
    reference: Drug | None = None,
) -> Listing:
    """Enter a drug into the one list of the province, for as long as its origin allows.

    `last` and `reason` only where the round decided otherwise than the rule; `reference` for a generic.
    Raises AlreadyListed, AwaitsDecision, NotPermitted, the refusals of `catalog.listings.rules.validity`,
    ConstraintBroken.
    """
    drug = _lock(drug)
    if is_listed(drug, first):
        raise AlreadyListed
    waiting = lapsed_listing(drug, on)
    if waiting and first != waiting.period.next_day:
        raise AwaitsDecision(last=waiting.last_day)
    # What adjoins is no other thing than a renewal, as when next year's list is imported.
    state = state_of(drug, first)
    step = _step("open", ListingState.EXPIRED if state is ListingState.LAPSED else state, by)
    return _list(drug, _candidate(drug, origin, first, last, reason, reference), reference, document, step, by, on)


@action
def renew(
    *,
    drug: Drug,
    origin: DrugOrigin,
    document: str,
    by: Account | None,
    on: date,
    last: date | None = None,
    reason: str = "",
    reference: Drug | None = None,
) -> Listing:
    """List a drug on without a gap: the renewal begins the day after the last listed day, also where that is over
    and the decision was waited for.

    Raises NotListed, RemovedNotRenewed, and what `open` raises.
    """
    drug = _lock(drug)
    waiting = lapsed_listing(drug, on)
    until = waiting.last_day if waiting else last_listed_day(drug, on)
    if until is None:
        raise NotListed(day=on)
    if drug.listings.filter(last_day=until).exclude(delisted_for="").exists():
        raise RemovedNotRenewed(last=until)
    step, first = _step("renew", state_of(drug, on), by), until + ONE_DAY
    return _list(drug, _candidate(drug, origin, first, last, reason, reference), reference, document, step, by, on)


@action
@carries("listing.delist", "listing.delist_after_review")
def delist(
    *,
    drug: Drug,
    cause: DelistingCause,
    last_day: date,
    document: str,
    by: Account | None,
    on: date,
    expert_review: str = "",
    reviewed_on: date | None = None,
    experts: str = "",
) -> Listing:
    """Take a drug off the list after `last_day`: its period is cut there, a renewal not yet begun is dropped.

    Of a listing that has run out and waits for the decision, the last day stays. Announces DrugLeft.
    `expert_review` is the number of the review's record, held on `reviewed_on` by `experts`.
    Raises NotListed, EndsAsItLapsed, NotPermitted, StillUsed, and the refusals of `catalog.listings.rules.removal`.
    """
    drug = _lock(drug)
    waiting = lapsed_listing(drug, on)
    if waiting and last_day != waiting.last_day:
        raise EndsAsItLapsed(last=waiting.last_day)
    listing = waiting or (holding_on(last_day).filter(drug=drug).first() if is_listed(drug, on) else None)
    if listing is None:
        raise NotListed(day=last_day)
    review = Review(expert_review, reviewed_on, experts)
    removal = Removal(cause, last_day, on, review, drug.rare_disease, lapsed=waiting is not None)
    step = _step("delist" if removal.cause.direct else "delist_after_review", state_of(drug, on), by)
    refuse_unfounded(removal, current_policy())
    if cause is DelistingCause.NOT_USED:
        announce(DrugSaidUnused(by=by, on=on, drug_id=drug.pk, since=unused_since(on)))
    drug.listings.filter(first_day__gt=last_day).delete()
    listing.period = listing.period.until(last_day)
    listing.delisted_for, listing.delisted_document = cause, document
    listing.expert_review, listing.reviewed_on, listing.experts = review.number, review.held_on, review.experts
    listing.save()
    why, data = listing.get_delisted_for_display(), {"document": document, **removal.told}
    record(step, listing, by=by, on=on, after=str(listing.period), why=why, demand=removal.demand, data=data)
    announce(DrugLeft(by=by, on=on, drug_id=drug.pk, last_day=last_day))
    return listing


@action
def lapse_listings(*, on: date) -> int:
    """Announce a drug whose listing ran out before the day while nobody has decided whether it goes on, once.

    One drug at a time, since what was granted for it waits from the same moment. Returns how many.
    """
    listings = list(_of_one_drug(undecided_on(on).filter(lapse_handled=False)))
    Listing.objects.filter(pk__in=[listing.pk for listing in listings]).update(lapse_handled=True)
    for listing in listings:
        _record_end("lapse", ListingState.LISTED, listing, on)
        announce(DrugLapsed(by=None, on=on, drug_id=listing.drug_id, last_day=listing.last_day))
    return len(listings)


@action
def expire_listings(*, on: date) -> int:
    """Announce a drug whose listing ran out before the day and on which nobody has decided in time, once.

    One drug at a time, since what was granted for it ends in the same transaction. Returns how many.
    A drug delisted ahead of time is announced again when its last day is over: what was granted in between
    ends with it.
    """
    listings = list(_of_one_drug(run_out_by(on)))
    Listing.objects.filter(pk__in=[listing.pk for listing in listings]).update(expiry_handled=True)
    for listing in listings:
        if not listing.delisted_for:
            _record_end("expire", ListingState.LAPSED, listing, on)
        announce(DrugLeft(by=None, on=on, drug_id=listing.drug_id, last_day=listing.last_day))
    return len(listings)


def _of_one_drug(listings: QuerySet[Listing]) -> QuerySet[Listing]:
    """Those of the first drug that nobody has: who renews or delists it just now decides, not the calendar."""
    drugs = list(lock_free_rows(Drug.objects.filter(pk__in=listings.values("drug")))[:1])
    return listings.filter(drug__in=drugs)


def _record_end(verb: str, state: ListingState, listing: Listing, on: date) -> None:
    step, data = cycle_in_use(LISTING).step(state, verb), {"document": listing.document}
    record(step, listing, by=None, on=on, after=str(listing.period), data=data)


def _lock(drug: Drug) -> Drug:
    """Two acts on one drug's listings come one after the other."""
    return lock_rows(Drug.objects.filter(pk=drug.pk)).get()


def _step(verb: str, state: ListingState, by: Account | None) -> Transition:
    cycle = cycle_in_use(LISTING)
    return cycle.step_by(by.role, state, verb) if by else cycle.step(state, verb)


def _candidate(
    drug: Drug, origin: DrugOrigin, first: date, last: date | None, reason: str, reference: Drug | None
) -> Candidate:
    agreement, terms = drug.agreements.filter(period__contains=first).first(), terms_on(drug, first)
    return Candidate(
        origin=origin,
        section=terms.section if terms else None,
        sold_in_pharmacies=terms is not None and terms.sold_in_pharmacies,
        first=first,
        last=last,
        reason=reason,
        agreement=agreement.period if agreement else None,
        reference_negotiated=NationalAgreement.objects.filter(drug=reference).exists(),
    )


def _list(
    drug: Drug,
    candidate: Candidate,
    reference: Drug | None,
    document: str,
    step: Transition,
    by: Account | None,
    on: date,
) -> Listing:
    policy = current_policy()
    refuse_unlistable(candidate, policy)
    listing = Listing.objects.create(
        drug=drug,
        period=validity(candidate, policy),
        origin=candidate.origin,
        reference=reference,
        document=document,
        validity_reason=candidate.reason,
    )
    data = {"document": document}
    record(step, listing, by=by, on=on, after=str(listing.period), why=candidate.reason, data=data)
    first, last = listing.period.first, cast(date, listing.period.last)  # what has no last day, a constraint keeps out
    before = drug.listings.filter(last_day=first - ONE_DAY, delisted_for="")
    if before.filter(last_day__gte=waits_since(on, policy)).exists():
        announce(DrugRenewed(by=by, on=on, drug_id=drug.pk, first=first, last=last))
    return listing
