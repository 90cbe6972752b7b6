"""Whether a drug may be listed, and for how long."""

from dataclasses import dataclass
from datetime import date, timedelta

from acts.citations import is_absent
from acts.demands import carries
from acts.policy import Policy
from catalog.drugs.words import DrugOrigin, NationalSection
from catalog.listings.errors import (
    NoAgreement,
    NoNegotiatedReference,
    NotForPharmacies,
    OriginNotAllowed,
    OriginUnlikeSection,
    ValidityMissing,
    ValidityNeedsReason,
    ValidityUnlikeAgreement,
)
from catalog.listings.policy import ListingTerms
from kit.period import Period

ONE_DAY = timedelta(days=1)
SECTION_OF = {
    DrugOrigin.NEGOTIATED: NationalSection.NEGOTIATED,
    DrugOrigin.REGULAR_AFTER_AGREEMENT: NationalSection.REGULAR,
}


@dataclass(frozen=True)
class Candidate:
    """A drug that is to be listed from `first`; `last` and `reason` only where the round decided them.

    `section` and `sold_in_pharmacies` are the national list's of that day, `agreement` is the national agreement in
    force then; `reference_negotiated` says of a generic whether the drug it copies has had one.
    """

    origin: DrugOrigin
    section: NationalSection | None
    sold_in_pharmacies: bool
    first: date
    last: date | None = None
    reason: str = ""
    agreement: Period | None = None
    reference_negotiated: bool = False


@carries("listable_origin")
def refuse_unlistable(drug: Candidate, policy: Policy) -> None:
    """Only negotiated drugs, those that left an agreement, and generics; all fit for pharmacies where the act says so.

    Raises OriginNotAllowed, OriginUnlikeSection, NotForPharmacies, NoNegotiatedReference.
    """
    words = drug.origin.label
    if drug.origin not in policy[ListingTerms].origins.on(drug.first):
        raise OriginNotAllowed(origin=words)
    if drug.section != SECTION_OF.get(drug.origin, drug.section):
        raise OriginUnlikeSection(origin=words)
    if not drug.sold_in_pharmacies and not is_absent(policy, NotForPharmacies.code):
        raise NotForPharmacies
    if drug.origin is DrugOrigin.GENERIC_OF_NEGOTIATED and not drug.reference_negotiated:
        raise NoNegotiatedReference


def validity(drug: Candidate, policy: Policy) -> Period:
    """The days of the listing: the agreement's, one year in principle, or the round's decision.

    Raises NoAgreement, ValidityUnlikeAgreement, ValidityNeedsReason, ValidityMissing,
    PolicyNotInForce.
    """
    if drug.origin is DrugOrigin.NEGOTIATED:
        return _as_agreed(drug)
    if drug.origin is DrugOrigin.REGULAR_AFTER_AGREEMENT:
        return _as_a_rule(drug, policy[ListingTerms].years_after_agreement.on(drug.first))
    if drug.last is None:
        raise ValidityMissing
    return Period(drug.first, drug.last)


@carries("validity_as_agreed")
def _as_agreed(drug: Candidate) -> Period:
    if drug.agreement is None or not drug.agreement.contains(drug.first):
        raise NoAgreement(day=drug.first)
    if drug.last not in (None, drug.agreement.last):
        raise ValidityUnlikeAgreement(last=drug.agreement.last)
    return Period(drug.first, drug.agreement.last)


@carries("validity_after_agreement")
def _as_a_rule(drug: Candidate, years: int) -> Period:
    usual = last_day_of_years(drug.first, years)
    if drug.last not in (None, usual) and not drug.reason:
        raise ValidityNeedsReason(last=usual)
    return Period(drug.first, drug.last or usual)


def last_day_of_years(first: date, years: int) -> date:
    """The last of so many years that begin on `first`: one year from 2026-03-01 ends on 2027-02-28."""
    try:
        return first.replace(year=first.year + years) - ONE_DAY
    except ValueError:  # first is a 29 February and that year has none
        return date(first.year + years, 2, 28)
