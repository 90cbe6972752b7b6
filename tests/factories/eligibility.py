"""Rows of eligibility."""

from datetime import date
from decimal import Decimal

import factory
from stdnum.cn.ric import calc_check_digit

from eligibility.applications.models import TreatmentApplication
from eligibility.applications.words import ApplicationState
from eligibility.entitlements.models import ConfirmedManufacturer, Entitlement
from eligibility.people.models import Enrolment, InsuredPerson
from eligibility.people.words import InsuranceType
from eligibility.prescriptions.models import Prescription, PrescriptionLine
from eligibility.prescriptions.queries import signer
from kit.fields import lookup_hash
from kit.period import Period
from kit.pinyin import sound_of_name
from province.staff.words import Role
from tests.factories.catalog import PayableProductFactory
from tests.factories.physicians import PharmacyFactory, PhysicianFactory
from tests.factories.province import AccountFactory, AreaFactory
from tests.factories.rows import RowFactory


def identity_number(n: int) -> str:
    """The n-th valid identity number of a woman of Changsha born 1958-11-21."""
    body = f"43010219581121{n % 500 * 2:03}"
    return body + calc_check_digit(f"{body}0")  # it reads past the last digit


class PersonFactory(RowFactory):
    """An insured person; enrolled in Changsha's employee scheme unless `enrolment=False` or another one is given."""

    class Meta:
        model = InsuredPerson

    psn_no = factory.Sequence(lambda n: f"43010200{n:06}")
    name = "周秀英"
    pinyin = factory.LazyAttribute(lambda person: sound_of_name(person.name))
    sex = "2"
    born_on = date(1958, 11, 21)
    identity = factory.Sequence(identity_number)
    identity_hash = factory.LazyAttribute(lambda person: lookup_hash(person.identity))
    phone = "13900001234"

    @factory.post_generation
    def enrolment(self, create: bool, extracted: bool | None, **given: object) -> None:
        if extracted is not False:
            EnrolmentFactory(person=self, **given)


class EnrolmentFactory(RowFactory):
    class Meta:
        model = Enrolment

    person = factory.SubFactory(PersonFactory, enrolment=False)
    insurance_type = InsuranceType.EMPLOYEE
    area = factory.SubFactory(AreaFactory, code="430102")
    period = Period(date(2020, 1, 1), None)


class ApplicationFactory(RowFactory):
    """A complete, unsigned application of a patient through her physician; other states by the verbs."""

    class Meta:
        model = TreatmentApplication

    number = factory.Sequence(lambda n: f"SQ43010220261121{n % 10000:04}")
    person = factory.SubFactory(PersonFactory)
    insurance_type = InsuranceType.EMPLOYEE
    insured_area = factory.SubFactory(AreaFactory, code="430102")
    serving_area = factory.SubFactory(AreaFactory, code="430102")
    signer_name = "周秀英"
    product = factory.SubFactory(PayableProductFactory)
    drug = factory.LazyAttribute(lambda application: application.product.drug)
    physician = factory.SubFactory(PhysicianFactory)
    hospital = factory.LazyAttribute(lambda application: application.physician.hospital)
    pharmacy = factory.SubFactory(PharmacyFactory)
    diagnosis_code = "C34.900"
    diagnosis = "肺恶性肿瘤"
    application_date = date(2026, 11, 20)
    grounds = "基因检测阳性，一线治疗。"
    usage = "每日一次，每次 0.1g。"
    meets_label = True
    meets_scope = True
    identity_checked = True


class EntitlementFactory(RowFactory):
    """An entitlement with the approved application behind it and its manufacturer on record."""

    class Meta:
        model = Entitlement

    application = factory.SubFactory(
        ApplicationFactory,
        state=ApplicationState.APPROVED,
        signed_on=date(2026, 11, 20),
        decided_on=date(2026, 11, 20),
        decided_by=factory.SubFactory(AccountFactory, role=Role.REVIEWER),
    )
    person = factory.LazyAttribute(lambda held: held.application.person)
    drug = factory.LazyAttribute(lambda held: held.application.drug)
    generic_name = factory.LazyAttribute(lambda held: held.drug.generic_name)
    field = factory.LazyAttribute(lambda held: held.drug.field)
    diagnosis_code = factory.LazyAttribute(lambda held: held.application.diagnosis_code)
    insured_area = factory.LazyAttribute(lambda held: held.application.insured_area)
    hospital = factory.LazyAttribute(lambda held: held.application.hospital)
    pharmacy = factory.LazyAttribute(lambda held: held.application.pharmacy)
    period = Period(date(2026, 11, 20), date(2027, 12, 31))
    granted = factory.LazyAttribute(lambda held: held.period)

    @factory.post_generation
    def manufacturer(self, create: bool, extracted: object) -> None:
        ConfirmedManufacturer.objects.create(
            entitlement=self,
            manufacturer=self.application.product.manufacturer,
            physician=self.application.physician,
            hospital=self.hospital,
            confirmed_on=self.period.first,
        )


class PrescriptionFactory(RowFactory):
    """A signed prescription of one line, valid on its day of issue; `line__quantity=...` changes the line."""

    class Meta:
        model = Prescription

    rxno = factory.Sequence(lambda n: f"H43010200001261121{n:06}")
    entitlement = factory.SubFactory(EntitlementFactory)
    person = factory.LazyAttribute(lambda written: written.entitlement.person)
    physician = factory.LazyAttribute(lambda written: written.entitlement.application.physician)
    clinician_name = factory.LazyAttribute(lambda written: written.physician.name)
    hospital = factory.LazyAttribute(lambda written: written.physician.hospital)
    diagnosis_code = factory.LazyAttribute(lambda written: written.entitlement.diagnosis_code)
    diagnosis = "肺恶性肿瘤"
    issued_on = date(2026, 11, 23)
    period = factory.LazyAttribute(lambda written: Period(written.issued_on, written.issued_on))
    content = factory.LazyAttribute(lambda written: written.rxno)
    signature = factory.LazyAttribute(lambda written: signer().sign(written.physician.code, written.content))

    @factory.post_generation
    def line(self, create: bool, extracted: object, **given: object) -> None:
        # A day's supply: many sales of one patient stand side by side where supply is not what is asked.
        ordered = {"quantity": Decimal(3), "supply_days": 1, "dose": Decimal(30), "usage": "每日一次"}
        if given.get("dispensed"):
            given.setdefault("dispensed_on", self.issued_on)
        product = self.entitlement.application.product
        PrescriptionLine.objects.create(**{"prescription": self, "position": 1, "product": product, **ordered, **given})
