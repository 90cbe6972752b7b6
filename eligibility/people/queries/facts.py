"""Rows turned into the frozen values that rules look at."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from django.db.models import Manager, QuerySet

from catalog.drugs.models import Drug, DrugTerms
from catalog.drugs.rules.conditions import read_conditions
from catalog.products.models import Product
from catalog.products.queries import terms_on
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
from province.areas.words import AreaLevel
from province.law.queries.policy import current_policy


def _periods(rows: Manager[Dated] | QuerySet[Dated]) -> tuple[Period, ...]:
    # The field gives periods; its stub, the ranges of PostgreSQL.
    periods = rows.order_by("first_day", "id").values_list("period", flat=True)
    return tuple(cast(Iterable[Period], periods))


def of_person(person: InsuredPerson) -> InsuredFacts:
    enrolments = person.enrolments.select_related("area__parent").order_by("first_day", "id")
    return InsuredFacts(
        enrolments=tuple(map(_enrolment, enrolments)),
        holds=_periods(person.holds),
        died_on=person.died_on,
    )


def _enrolment(row: Enrolment) -> EnrolmentFacts:
    above = row.area.parent.name if row.area.level == AreaLevel.COUNTY and row.area.parent else ""
    words = f"{above}{row.area.name}，{row.get_insurance_type_display()}"
    return EnrolmentFacts(row.period, row.insurance_type, row.area_id, words)


def of_physician(physician: ResponsiblePhysician) -> PhysicianFacts:
    fields = list(physician.treatment_fields.order_by("code").values_list("code", "name"))
    return PhysicianFacts(
        code=physician.code,
        name=physician.name,
        hospital=physician.hospital_id,
        fields=frozenset(code for code, _ in fields),
        field_names=tuple(name for _, name in fields),
        published=_periods(physician.publications),
    )


def of_drug(drug: Drug) -> DrugFacts:
    return DrugFacts(
        id=drug.pk,
        name=str(drug),
        field=drug.field_id,
        field_name=drug.field.name,
        terms=tuple(map(_drug_terms, drug.terms.order_by("first_day"))),
        listed=_periods(drug.listings),
        agreed=_periods(drug.agreements),
    )


def _drug_terms(row: DrugTerms) -> DrugTermsFacts:
    return DrugTermsFacts(row.period, row.dual_channel, row.restricted_scope, read_conditions(row.conditions))


def of_product(product: Product, day: date) -> ProductFacts:
    terms = terms_on(product, day)
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
    agreements = institution.agreements.all()
    if institution.is_hospital and asks_outpatient_terms(current_policy()):
        agreements = agreements.filter(outpatient=True)
    return InstitutionFacts(
        code=institution.code,
        name=institution.name,
        hospital=institution.is_hospital,
        designated=_periods(agreements),
        suspended=_periods(institution.suspensions),
    )
