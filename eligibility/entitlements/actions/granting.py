"""An entitlement comes to be, with the decision that gives it."""

from dataclasses import dataclass
from datetime import date

from acts.demands import carries
from catalog.drugs.models import Drug
from catalog.listings.announcements import DrugLapsed
from catalog.listings.queries import lapsed_listing
from catalog.products.models import Manufacturer
from eligibility.entitlements.actions.ending import end
from eligibility.entitlements.actions.lapsing import suspend_for_drug
from eligibility.entitlements.actions.steps import ONE_DAY, row_of
from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.rules.term import Asked, Term, proposed_term
from eligibility.entitlements.words import EndCause
from eligibility.people.models import InsuredPerson
from eligibility.people.queries.facts import of_drug
from eligibility.people.queries.persons import enrolment_on
from kit.action import action
from kit.locks import lock_rows
from kit.period import Period
from physicians.institutions.models import Institution
from physicians.responsible.models import ResponsiblePhysician
from province.areas.models import Area
from province.events.actions.recording import record
from province.law.queries.policy import current_policy
from province.staff.models import Account


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What an application asks for: it renews one entitlement, or takes the place of one, or neither."""

    application_id: int
    application_date: date
    requested_until: date | None
    person: InsuredPerson
    insured_area: Area
    drug: Drug
    manufacturer: Manufacturer
    diagnosis_code: str
    physician: ResponsiblePhysician
    hospital: Institution
    pharmacy: Institution | None
    renews: Entitlement | None
    replaces: Entitlement | None


def term_of(ground: Ground) -> Term:
    """The term that would be granted on this ground. Raises DrugValidityUnknown, NothingLeftToGrant."""
    request = Asked(
        application_date=ground.application_date,
        asked_until=ground.requested_until,
        renews_after=ground.renews.period.last if ground.renews else None,
        drug_until=of_drug(ground.drug).valid_until(ground.application_date),
    )
    return proposed_term(request, current_policy())


def lock_ground(*, person: str, drug: int) -> None:
    """Hold what a grant leans on, before its rules are asked: the person neither dies nor moves, the drug neither
    leaves nor is renewed until the entitlement stands."""
    # The person first, then the drug, everywhere: of two grants, one waits at the person.
    lock_rows(InsuredPerson.objects.filter(pk=person)).get()
    lock_rows(Drug.objects.filter(pk=drug)).get()


@action
@carries("entitlement.grant")
def grant(*, ground: Ground, by: Account, on: date) -> Entitlement:
    """Give what a decided application asked for; a change of drug ends the old one the day before.

    Raises DrugValidityUnknown, NothingLeftToGrant, ConstraintBroken (ENTITLEMENT_NO_OVERLAP).
    """
    period = term_of(ground).period
    old = ground.replaces
    if old and not old.void and (old.period.last is None or old.period.last >= period.first):
        end(entitlement=old, cause=EndCause.CHANGED, last_day=period.first - ONE_DAY, by=by, on=on)
    # Whoever moved since she applied takes the entitlement along.
    enrolment = enrolment_on(ground.person, on)
    entitlement = Entitlement.objects.create(
        application_id=ground.application_id,
        person=ground.person,
        drug=ground.drug,
        generic_name=ground.drug.generic_name,
        field=ground.drug.field,
        diagnosis_code=ground.diagnosis_code,
        insured_area=enrolment.area if enrolment else ground.insured_area,
        hospital=ground.hospital,
        pharmacy=ground.pharmacy,
        granted=period,
        period=period,
        retroactive=Period(period.first, on) if period.first <= on else None,
    )
    entitlement.manufacturers.create(
        manufacturer=ground.manufacturer,
        physician=ground.physician,
        hospital=ground.physician.hospital,
        # What she bought since she applied is paid: the product of the form counts from the first day.
        confirmed_on=period.first,
    )
    record(row_of("grant"), entitlement, by=by, on=on, after=str(period))
    if listing := lapsed_listing(ground.drug, on):
        suspend_for_drug(DrugLapsed(drug_id=ground.drug.pk, last_day=listing.last_day, by=None, on=on))
    return entitlement
