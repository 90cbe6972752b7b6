"""Rows turned into the frozen values that rules look at."""

from collections.abc import Sequence
from datetime import date
from operator import attrgetter

from django.db.models import prefetch_related_objects

from catalog.drugs.rules.conditions import Patient, age_on
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.rules.facts import ApplicationFacts, OpinionFacts
from eligibility.entitlements.queries.facts import of_entitlement
from eligibility.people.queries.facts import ENROLMENTS, of_drug, of_institution, of_person, of_physician, of_product

# What the rules ask of an application besides its own columns.
FOR_RULES = (
    ENROLMENTS,
    "person__holds",
    "person__entitlements__manufacturers",
    "person__entitlements__suspensions",
    "drug__field",
    "drug__terms",
    "drug__listings",
    "drug__agreements",
    "product__terms",
    "hospital__agreements",
    "hospital__suspensions",
    "pharmacy__agreements",
    "pharmacy__suspensions",
    "physician__treatment_fields",
    "physician__publications",
    "replaces__manufacturers",
    "replaces__suspensions",
    "materials",
    "opinion__expert",
)


def read_for_rules(applications: Sequence[TreatmentApplication]) -> None:
    """Read what the rules ask of all of these together, so that more of them cost no more queries."""
    prefetch_related_objects(applications, *FOR_RULES)


def of_application(
    application: TreatmentApplication,
    on: date,
    *,
    decider: int | None = None,
    label: bool | None = None,
    scope: bool | None = None,
) -> ApplicationFacts:
    """Everything the rules ask about an application on a day, with the verdicts of whoever decides it."""
    read_for_rules([application])
    rights = [right for right in application.person.entitlements.all() if right.drug_id == application.drug_id]
    opinion = getattr(application, "opinion", None)
    accounts = (application.physician.account_id, application.endorsed_by_id, opinion and opinion.expert_id)
    return ApplicationFacts(
        day=on,
        kind=application.kind,
        application_date=application.application_date,
        requested_until=application.requested_until,
        signed_on=application.signed_on,
        received_on=application.received_on,
        identity_checked=application.identity_checked,
        meets_label=application.meets_label,
        meets_scope=application.meets_scope,
        drug=of_drug(application.chosen_drug),
        product=of_product(application.chosen_product, application.application_date),
        hospital=of_institution(application.hospital),
        pharmacy=of_institution(application.pharmacy) if application.pharmacy else None,
        physician=of_physician(application.physician),
        insured=of_person(application.person),
        patient=patient_of(application),
        materials=frozenset(material.kind for material in application.materials.all()),
        opinion=opinion
        and OpinionFacts(opinion.expert.name, opinion.supports, opinion.label_verdict, opinion.scope_verdict),
        old=of_entitlement(application.replaces) if application.replaces else None,
        existing=tuple(map(of_entitlement, sorted(rights, key=attrgetter("pk")))),
        decider=decider,
        label=label,
        scope=scope,
        involved=frozenset(account for account in accounts if account is not None),
        person=application.person_id,
    )


def patient_of(application: TreatmentApplication) -> Patient:
    """What is known of the patient on the application date, for the conditions of the drug's scope."""
    person = application.person
    age = age_on(person.born_on, application.application_date)
    return Patient(age, person.get_sex_display(), application.diagnosis_code)
