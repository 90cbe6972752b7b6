"""Days in the separate-payment list: opened, renewed, cut short, run out."""

from datetime import date

from acts.demands import carries
from catalog.drugs.models import Drug, NationalAgreement
from catalog.drugs.queries import terms_on
from catalog.drugs.words import DrugOrigin
from catalog.listings.announcements import DrugLeft
from catalog.listings.cycle import LISTING
from catalog.listings.errors import AlreadyListed, NotListed, RemovedNotRenewed
from catalog.listings.models import Listing
from catalog.listings.queries import holding_on, is_listed, last_listed_day, run_out_by, state_of
from catalog.listings.rules.removal import Removal, refuse_unfounded
from catalog.listings.rules.validity import Candidate, refuse_unlistable, validity
from catalog.listings.words import DelistingCause, ListingState
from kit.action import action
from kit.life_cycle import Transition
from kit.locks import lock_rows
from kit.period import Period
from province.events.actions.recording import record
from province.events.announcements import announce
from province.law.queries.policy import current_policy, cycle_in_use
from province.staff.models import Account


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
    Raises AlreadyListed, NotPermitted, the refusals of `catalog.listings.rules.validity`, ConstraintBroken.
    """
    drug = _lock(drug)
    if is_listed(drug, first):
        raise AlreadyListed
    step = _step(drug, "open", first, by)
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
    """List a drug on without a gap: the renewal begins the day after the last listed day.

    Raises NotListed, RemovedNotRenewed, and what `open` raises.
    """
    drug = _lock(drug)
    until = last_listed_day(drug, on)
    if until is None:
        raise NotListed(day=on)
    if drug.listings.filter(last_day=until).exclude(delisted_for="").exists():
        raise RemovedNotRenewed(last=until)
    step, first = _step(drug, "renew", on, by), Period(on, until).next_day
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
) -> Listing:
    """Take a drug off the list after `last_day`: its period is cut there, a renewal not yet begun is dropped.

    Announces DrugLeft. Raises NotListed, NotPermitted, and the refusals of `catalog.listings.rules.removal`.
    """
    drug = _lock(drug)
    # The listing as well as its drug: the job that marks what has run out locks listings alone.
    listing = lock_rows(holding_on(last_day).filter(drug=drug)).first()
    if listing is None or not is_listed(drug, on):
        raise NotListed(day=last_day)
    removal = Removal(cause, last_day, on, expert_review, drug.rare_disease)
    step = _step(drug, "delist" if removal.cause.direct else "delist_after_review", last_day, by)
    refuse_unfounded(removal, current_policy())
    drug.listings.filter(first_day__gt=last_day).delete()
    listing.period = listing.period.until(last_day)
    listing.delisted_for, listing.delisted_document, listing.expert_review = cause, document, expert_review
    listing.save(update_fields=["period", "delisted_for", "delisted_document", "expert_review"])
    why, data = listing.get_delisted_for_display(), {"document": listing.delisted_document}
    record(step, listing, by=by, on=on, after=str(listing.period), why=why, demand=removal.demand, data=data)
    announce(DrugLeft(by=by, on=on, drug_id=drug.pk, last_day=last_day))
    return listing


@action
def expire_listings(*, on: date) -> dict[str, int]:
    """Announce a drug whose listing ran out before the day, once; returns how many: none where none is left.

    One drug at a time, since what was granted for it ends in the same transaction.
    A drug delisted ahead of time is announced again when its last day is over: what was granted in between
    ends with it.
    """
    # Whoever delists one of these by hand comes before or after the job, never between its reading and its mark.
    listings = list(lock_rows(run_out_by(on)).select_related("drug")[:1])
    Listing.objects.filter(pk__in=[listing.pk for listing in listings]).update(expiry_handled=True)
    for listing in listings:
        if not listing.delisted_for:
            step, data = cycle_in_use(LISTING).step(ListingState.LISTED, "expire"), {"document": listing.document}
            record(step, listing, by=None, on=on, after=str(listing.period), data=data)
        announce(DrugLeft(by=None, on=on, drug_id=listing.drug_id, last_day=listing.last_day))
    return {"expired": len(listings)}


def _lock(drug: Drug) -> Drug:
    """Two acts on one drug's listings come one after the other."""
    return lock_rows(Drug.objects.filter(pk=drug.pk)).get()


def _step(drug: Drug, verb: str, day: date, by: Account | None) -> Transition:
    cycle, state = cycle_in_use(LISTING), state_of(drug, day)
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
    return listing
