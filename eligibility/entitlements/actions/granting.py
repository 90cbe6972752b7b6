"""An entitlement comes to be, with the decision that gives it."""

from datetime import date

from acts.demands import carries
from catalog.drugs.models import Drug
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.words import ApplicationKind
from eligibility.entitlements.actions.ending import end
from eligibility.entitlements.actions.steps import ONE_DAY, tell
from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.rules.term import Asked, Term, proposed_term
from eligibility.entitlements.words import EndCause
from eligibility.people.models import InsuredPerson
from eligibility.people.queries.facts import of_drug
from kit.action import action
from province.law.queries.policy import current_policy
from province.staff.models import Account


def term_of(application: TreatmentApplication) -> Term:
    """The term that this application would be granted. Raises DrugValidityUnknown, NothingLeftToGrant."""
    renewed = application.replaces if application.kind is ApplicationKind.RENEWAL else None
    first = application.application_date
    asked = Asked(
        application_date=first,
        asked_until=application.requested_until,
        renews_after=renewed.period.last if renewed else None,
        drug_until=of_drug(application.drug).valid_until(first),
    )
    return proposed_term(asked, current_policy())


def lock_ground(application: TreatmentApplication) -> None:
    """Hold what a grant leans on, before its rules are asked: the person neither dies nor moves, the drug neither
    leaves nor is renewed until the entitlement stands."""
    InsuredPerson.objects.select_for_update(no_key=True).get(pk=application.person_id)
    Drug.objects.select_for_update(no_key=True).get(pk=application.drug_id)


@action
@carries("entitlement.grant")
def grant(*, application: TreatmentApplication, by: Account, on: date) -> Entitlement:
    """Give what a decided application asked for; a change of drug ends the old one the day before.

    Raises DrugValidityUnknown, NothingLeftToGrant, ConstraintBroken (ENTITLEMENT_NO_OVERLAP).
    """
    period = term_of(application).period
    old = application.replaces if application.kind is ApplicationKind.CHANGE else None
    if old and not old.void and (old.period.last is None or old.period.last >= period.first):
        end(entitlement=old, cause=EndCause.CHANGED, last_day=period.first - ONE_DAY, by=by, on=on)
    granted = Entitlement.objects.create(
        application=application,
        person=application.person,
        drug=application.drug,
        generic_name=application.drug.generic_name,
        field=application.drug.field,
        diagnosis_code=application.diagnosis_code,
        insured_area=application.insured_area,
        hospital=application.hospital,
        pharmacy=application.pharmacy,
        granted=period,
        period=period,
    )
    granted.manufacturers.create(
        manufacturer=application.product.manufacturer,
        physician=application.physician,
        hospital=application.physician.hospital,
        confirmed_on=on,
    )
    tell(granted, "grant", by, on, source="HN-23.5", after=str(period))
    return granted
