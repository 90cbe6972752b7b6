"""Rows of the registry."""

from datetime import date

import factory

from catalog.fields.models import TherapeuticField
from kit.period import Period
from physicians.agreements.models import Agreement
from physicians.institutions.models import Institution, InstitutionStaff
from physicians.responsible.models import Publication, ResponsiblePhysician
from physicians.responsible.words import PhysicianState, Title
from province.staff.words import Role
from tests.factories.catalog import FieldFactory
from tests.factories.province import AccountFactory, AreaFactory
from tests.factories.rows import TWO_YEARS, RowFactory


class HospitalFactory(RowFactory):
    """A designated hospital: with `agreement=False` one without an agreement."""

    class Meta:
        model = Institution
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"H430102{n:05}")
    name = factory.LazyAttribute(lambda hospital: f"第{hospital.code[-5:]}医院")
    kind = factory.LazyAttribute(lambda institution: institution.code[0])
    area = factory.LazyAttribute(lambda institution: AreaFactory(code=institution.code[1:7]))

    @factory.post_generation
    def agreement(self, create: bool, extracted: Period | bool | None) -> None:
        if extracted is not False:
            AgreementFactory(institution=self, period=extracted or TWO_YEARS, physician_services=self.kind == "H")


class PharmacyFactory(HospitalFactory):
    code = factory.Sequence(lambda n: f"P430102{n:05}")
    name = factory.LazyAttribute(lambda pharmacy: f"第{pharmacy.code[-5:]}药店")


class AgreementFactory(RowFactory):
    class Meta:
        model = Agreement

    institution = factory.SubFactory(HospitalFactory)
    period = TWO_YEARS
    document = "协议"
    physician_services = True


class StaffFactory(RowFactory):
    """An account at an institution: `StaffFactory(institution=..., account__role=Role.PHARMACIST)`."""

    class Meta:
        model = InstitutionStaff

    account = factory.SubFactory(AccountFactory, role=Role.INSURANCE_OFFICE, area=None)
    institution = factory.SubFactory(HospitalFactory)


class PhysicianFactory(RowFactory):
    """A published responsible physician of one field, with an account; `treatment_fields=[...]` for others.

    His account is tied to his hospital.
    """

    class Meta:
        model = ResponsiblePhysician

    code = factory.Sequence(lambda n: f"D430102{n:06}")
    name = "李医师"
    hospital = factory.SubFactory(HospitalFactory)
    account = factory.SubFactory(AccountFactory, role=Role.PHYSICIAN, area=None, name="李医师")
    title = Title.ASSOCIATE_CHIEF
    specialty = "肿瘤科"
    state = PhysicianState.PUBLISHED
    nominated_on = date(2026, 1, 5)

    @factory.post_generation
    def treatment_fields(self, create: bool, extracted: list[TherapeuticField] | None) -> None:
        self.treatment_fields.set(extracted or [FieldFactory()])

    @factory.post_generation
    def post(self, create: bool, extracted: object) -> None:
        if self.account:
            StaffFactory(account=self.account, institution=self.hospital)

    @factory.post_generation
    def publication(self, create: bool, extracted: Period | None) -> None:
        if self.state == PhysicianState.PUBLISHED:
            PublicationFactory(physician=self, period=extracted or Period(date(2026, 1, 5), None))


class PublicationFactory(RowFactory):
    class Meta:
        model = Publication

    physician = factory.SubFactory(PhysicianFactory)
    period = Period(date(2026, 1, 5), None)
    document = "湘医保名单〔2026〕1号"
