"""Rows turned into the frozen values that rules look at."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from django.db.models import Manager, QuerySet

from catalog.models import Drug, Product
from eligibility.models import Enrolment, Entitlement, InsuredPerson, TreatmentApplication
from eligibility.rules.facts import (
    ApplicationFacts,
    DrugFacts,
    EnrolmentFacts,
    EntitlementFacts,
    InstitutionFacts,
    InsuredFacts,
    OpinionFacts,
    PhysicianFacts,
    ProductFacts,
)
from kit.period import Period
from physicians.models import Institution, ResponsiblePhysician
from province.models import AreaLevel
from province.models.fields import Dated
from province.rules.vocabulary import ApplicationKind, Material


def _periods(rows: Manager[Dated] | QuerySet[Dated]) -> tuple[Period, ...]:
    # The field gives periods; its stub, the ranges of PostgreSQL.
    stored = rows.order_by("first_day", "id").values_list("period", flat=True)
    return tuple(cast(Iterable[Period], stored))


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
        restricted_scope=drug.restricted_scope,
        dual_channel=drug.dual_channel,
        listed=_periods(drug.listings),
        agreed=_periods(drug.agreements),
    )


def of_product(product: Product) -> ProductFacts:
    return ProductFacts(product.code, product.drug_id, product.manufacturer_id, product.label_indication)


def of_institution(institution: Institution) -> InstitutionFacts:
    hospital = institution.kind == "H"
    agreements = institution.agreements.filter(outpatient=True) if hospital else institution.agreements.all()
    return InstitutionFacts(
        code=institution.code,
        name=institution.name,
        hospital=hospital,
        designated=_periods(agreements),
        suspended=_periods(institution.suspensions),
    )


def of_entitlement(entitlement: Entitlement) -> EntitlementFacts:
    """Reads suspensions and manufacturers: prefetch them for more than one."""
    return EntitlementFacts(
        id=entitlement.pk,
        drug=entitlement.drug_id,
        field=entitlement.field_id,
        diagnosis_code=entitlement.diagnosis_code,
        period=entitlement.period,
        manufacturers=frozenset(each.manufacturer_id for each in entitlement.manufacturers.all()),
        suspended=tuple(each.period for each in entitlement.suspensions.all()),
        void=entitlement.void,
        person=entitlement.person_id,
        end_cause=entitlement.end_cause,
    )


def of_application(
    application: TreatmentApplication,
    on: date,
    *,
    decider: int | None = None,
    label: bool | None = None,
    scope: bool | None = None,
) -> ApplicationFacts:
    """Everything the rules ask about an application on a day, with the verdicts of whoever decides it."""
    return ApplicationFacts(
        day=on,
        kind=ApplicationKind(application.kind),
        application_date=application.application_date,
        requested_until=application.requested_until,
        signed_on=application.signed_on,
        received_on=application.received_on,
        identity_checked=application.identity_checked,
        meets_label=application.meets_label,
        meets_scope=application.meets_scope,
        drug=of_drug(application.drug),
        product=of_product(application.product),
        hospital=of_institution(application.hospital),
        pharmacy=of_institution(application.pharmacy) if application.pharmacy else None,
        physician=of_physician(application.physician),
        insured=of_person(application.person),
        materials=frozenset(Material(kind) for kind in application.materials.values_list("kind", flat=True)),
        opinion=_opinion(application),
        old=of_entitlement(application.replaces) if application.replaces else None,
        existing=_existing(application),
        decider=decider,
        label=label,
        scope=scope,
        involved=_involved(application),
        person=application.person_id,
    )


def _opinion(application: TreatmentApplication) -> OpinionFacts | None:
    opinion = getattr(application, "opinion", None)
    if opinion is None:
        return None
    return OpinionFacts(opinion.expert.name, opinion.supports, opinion.label_verdict, opinion.scope_verdict)


def _existing(application: TreatmentApplication) -> tuple[EntitlementFacts, ...]:
    rows: QuerySet[Entitlement] = Entitlement.objects.filter(person=application.person_id, drug=application.drug_id)
    return tuple(map(of_entitlement, rows.prefetch_related("manufacturers", "suspensions").order_by("id")))


def _involved(application: TreatmentApplication) -> frozenset[int]:
    opinion = getattr(application, "opinion", None)
    accounts = (application.physician.account_id, application.endorsed_by_id, opinion and opinion.expert_id)
    return frozenset(account for account in accounts if account is not None)
