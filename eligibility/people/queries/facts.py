"""Rows turned into the frozen values that rules look at."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch

from catalog.drugs.models import Drug, DrugTerms
from catalog.drugs.rules.conditions import read_conditions
from catalog.products.models import Product
from eligibility.people.models import Enrolment, InsuredPerson
from eligibility.people.rules.facts import (
    DrugFacts,
    DrugTermsFacts,
    EnrolmentFacts,
    InstitutionFacts,
    InsuredFacts,
    PhysicianFacts,
    ProductFacts,
)
from kit.fields import Dated
from kit.period import Period
from physicians.agreements.rules import asks_outpatient_terms
from physicians.institutions.models import Institution
from physicians.responsible.models import ResponsiblePhysician
from province.law.queries.policy import current_policy

# An enrolment tells of its area and of the one above it.
ENROLMENTS = Prefetch("person__enrolments", Enrolment.objects.select_related("area__parent"))


def _periods(rows: Iterable[Dated]) -> tuple[Period, ...]:
    return tuple(row.period for row in sorted(rows, key=_from_the_first))


def _from_the_first(row: Dated) -> tuple[date, int]:
    return row.period.first, row.pk


def of_person(person: InsuredPerson) -> InsuredFacts:
    """Reads enrolments and holds, as the functions below read what belongs to theirs: prefetch it for more than one."""
    return InsuredFacts(
        enrolments=tuple(map(_enrolment, sorted(person.enrolments.all(), key=_from_the_first))),
        holds=_periods(person.holds.all()),
        died_on=person.died_on,
    )


def _enrolment(row: Enrolment) -> EnrolmentFacts:
    words = f"{row.area.full_name}，{row.get_insurance_type_display()}"
    return EnrolmentFacts(row.period, row.insurance_type, row.area_id, words)


def of_physician(physician: ResponsiblePhysician) -> PhysicianFacts:
    fields = sorted((field.code, field.name) for field in physician.treatment_fields.all())
    return PhysicianFacts(
        code=physician.code,
        name=physician.name,
        hospital=physician.hospital_id,
        fields=frozenset(code for code, _ in fields),
        field_names=tuple(name for _, name in fields),
        published=_periods(physician.publications.all()),
    )


def of_drug(drug: Drug) -> DrugFacts:
    return DrugFacts(
        id=drug.pk,
        name=str(drug),
        field=drug.field_id,
        field_name=drug.field.name,
        terms=tuple(map(_drug_terms, sorted(drug.terms.all(), key=_from_the_first))),
        listed=_periods(drug.listings.all()),
        agreed=_periods(drug.agreements.all()),
    )


def _drug_terms(row: DrugTerms) -> DrugTermsFacts:
    return DrugTermsFacts(row.period, row.dual_channel, row.restricted_scope, read_conditions(row.conditions))


def of_product(product: Product, day: date) -> ProductFacts:
    terms = next((row for row in product.terms.all() if row.holds_on(day)), None)
    if terms is None:
        return ProductFacts(product.code, product.drug_id, product.manufacturer_id)
    return ProductFacts(
        code=product.code,
        drug=product.drug_id,
        manufacturer=product.manufacturer_id,
        label_indication=terms.label_indication,
        indivisible=terms.indivisible,
        long_term_allowed=terms.long_term_allowed,
    )


def of_institution(institution: Institution) -> InstitutionFacts:
    """Where the act asks for outpatient terms, a hospital's agreements without them do not count."""
    asks_more = institution.is_hospital and asks_outpatient_terms(current_policy())
    return InstitutionFacts(
        code=institution.code,
        name=institution.name,
        hospital=institution.is_hospital,
        designated=_periods(row for row in institution.agreements.all() if row.outpatient or not asks_more),
        suspended=_periods(institution.suspensions.all()),
    )
