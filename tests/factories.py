"""Rows for tests, made directly: one section per floor, in the order of the floors."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory
from stdnum.cn.ric import calc_check_digit

from catalog.models import (
    Admission,
    Drug,
    ListedPrice,
    Listing,
    Manufacturer,
    NationalAgreement,
    NationalSection,
    Origin,
    PaymentStandard,
    Product,
    TherapeuticField,
)
from eligibility.models import (
    AssistanceCategory,
    AssistanceRecognition,
    ConfirmedManufacturer,
    Enrolment,
    Entitlement,
    InsuranceType,
    InsuredPerson,
    Prescription,
    PrescriptionLine,
    TreatmentApplication,
)
from eligibility.queries.prescriptions import signer, signer_of
from eligibility.rules.signing import Content, ContentLine, canonical, written_quantity
from physicians.models import (
    Agreement,
    ApiClient,
    Institution,
    InstitutionStaff,
    PhysicianState,
    Publication,
    ResponsiblePhysician,
    Title,
)
from province.models import Account, Area, AreaLevel, Role
from province.models.fields import lookup_hash
from province.rules.areas import parent, prefix
from province.rules.period import Period
from province.rules.pinyin import sound
from settlement.models import AnnualLimit, AssistanceRule, LimitKind

TWO_YEARS = Period(date(2026, 1, 1), date(2027, 12, 31))
LEVELS = {2: AreaLevel.PROVINCE, 4: AreaLevel.CITY, 6: AreaLevel.COUNTY}


class RowFactory(DjangoModelFactory):
    """A factory whose later steps add rows of their own and change nothing on the row itself."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True


# --- province ---


class AreaFactory(RowFactory):
    """An area by its code; those above it come along."""

    class Meta:
        model = Area
        django_get_or_create = ("code",)

    code = "430102"
    name = factory.LazyAttribute(lambda area: f"区划{area.code}")
    level = factory.LazyAttribute(lambda area: LEVELS[len(prefix(area.code))])
    parent = factory.LazyAttribute(lambda area: AreaFactory(code=parent(area.code)) if parent(area.code) else None)


class AccountFactory(RowFactory):
    """A member of staff with a password of its own choosing; officials of the whole province unless said otherwise."""

    class Meta:
        model = Account

    username = factory.Sequence(lambda n: f"staff{n}")
    name = "王工作"
    role = Role.PROVINCIAL_AGENCY
    area = factory.SubFactory(AreaFactory, code="430000")
    must_change_password = False


# --- catalog ---


class FieldFactory(RowFactory):
    class Meta:
        model = TherapeuticField
        django_get_or_create = ("code",)

    code = "oncology"
    name = factory.LazyAttribute(lambda field: f"领域{field.code}")
    specialties = ["肿瘤科"]


class DrugFactory(RowFactory):
    class Meta:
        model = Drug

    generic_name = factory.Sequence(lambda n: f"甲药{n}")
    dosage_form = "片剂"
    pinyin = factory.LazyAttribute(lambda drug: sound(drug.generic_name))
    section = NationalSection.NEGOTIATED
    field = factory.SubFactory(FieldFactory)
    restricted_scope = "限成人患者。"


class NationalAgreementFactory(RowFactory):
    class Meta:
        model = NationalAgreement

    drug = factory.SubFactory(DrugFactory)
    period = TWO_YEARS
    printed_standard = "34.31/0.1g/片"
    document = "国家目录文件"


class ListingFactory(RowFactory):
    class Meta:
        model = Listing

    drug = factory.SubFactory(DrugFactory)
    period = TWO_YEARS
    origin = Origin.NEGOTIATED
    document = "湘医保发〔2026〕1号"


class ManufacturerFactory(RowFactory):
    class Meta:
        model = Manufacturer

    name = factory.Sequence(lambda n: f"第{n}制药厂")


class ProductFactory(RowFactory):
    class Meta:
        model = Product

    code = factory.Sequence(lambda n: f"XL01E{n:06}")
    drug = factory.SubFactory(DrugFactory)
    manufacturer = factory.SubFactory(ManufacturerFactory)
    specification = "0.1g"
    pack = "10片/盒"
    units_per_pack = 10
    unit = "片"
    approval_number = "国药准字H20260001"
    label_indication = "用于成人患者。"


class StandardFactory(RowFactory):
    class Meta:
        model = PaymentStandard

    product = factory.SubFactory(ProductFactory)
    period = TWO_YEARS
    amount = Decimal("343.100000")
    document = "国家目录文件"


class ListedPriceFactory(RowFactory):
    class Meta:
        model = ListedPrice

    product = factory.SubFactory(ProductFactory)
    period = Period(date(2026, 1, 1), None)
    amount = Decimal("340.000000")
    document = "挂网"


class AdmissionFactory(RowFactory):
    class Meta:
        model = Admission

    product = factory.SubFactory(ProductFactory)
    period = TWO_YEARS
    commitment_signed_on = date(2025, 12, 1)


class PayableProductFactory(ProductFactory):
    """A product that separate payment pays in 2026 and 2027: listed, admitted, with both prices."""

    standard = factory.RelatedFactory(StandardFactory, factory_related_name="product")
    listed_price = factory.RelatedFactory(ListedPriceFactory, factory_related_name="product")
    admission = factory.RelatedFactory(AdmissionFactory, factory_related_name="product")

    @factory.post_generation
    def listing(self, create: bool, extracted: object) -> None:
        ListingFactory(drug=self.drug)


# --- physicians ---


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


# --- eligibility ---


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
    pinyin = factory.LazyAttribute(lambda person: sound(person.name))
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
        state="approved",
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
        ordered = {"quantity": Decimal(3), "supply_days": 30, "usage": "每日一次"}
        product = self.entitlement.application.product
        PrescriptionLine.objects.create(**{"prescription": self, "position": 1, "product": product, **ordered, **given})


# --- settlement ---


class LimitFactory(RowFactory):
    """One yearly limit of Changsha's employees."""

    class Meta:
        model = AnnualLimit
        django_get_or_create = ("area", "insurance_type", "kind")

    area = factory.SubFactory(AreaFactory, code="430100")
    insurance_type = InsuranceType.EMPLOYEE
    kind = LimitKind.POOLED
    period = TWO_YEARS
    amount = Decimal("150000.00")
    document = "演示"


class AssistanceRuleFactory(RowFactory):
    class Meta:
        model = AssistanceRule

    area = factory.SubFactory(AreaFactory, code="430100")
    category = AssistanceCategory.SUBSISTENCE
    period = TWO_YEARS
    rate = Decimal("0.7")
    threshold = Decimal("0.00")
    annual_limit = Decimal("50000.00")
    document = "演示"


class RecognitionFactory(RowFactory):
    class Meta:
        model = AssistanceRecognition

    person = factory.SubFactory(PersonFactory)
    category = AssistanceCategory.SUBSISTENCE
    period = TWO_YEARS


class ClientFactory(RowFactory):
    """A pharmacy's or hospital's system, allowed to call."""

    class Meta:
        model = ApiClient

    institution = factory.SubFactory(PharmacyFactory)
    name = "收费系统"
    client_type = ApiClient.CLIENT_CONFIDENTIAL
    authorization_grant_type = ApiClient.GRANT_CLIENT_CREDENTIALS
    client_id = factory.Sequence(lambda n: f"client-{n}")


class SignedPrescriptionFactory(PrescriptionFactory):
    """A prescription whose signature covers what its lines order, as the physician's own would."""

    @factory.post_generation
    def signed(self, create: bool, extracted: object) -> None:
        self.content = canonical(
            Content(
                rxno=self.rxno,
                kind=self.kind,
                setting=self.setting,
                person=self.person_id,
                entitlement=self.entitlement_id,
                signer=signer_of(self),
                hospital=self.hospital_id,
                diagnosis_code=self.diagnosis_code,
                diagnosis=self.diagnosis,
                valid_from=str(self.period.first),
                valid_until=str(self.period.last),
                lines=tuple(
                    ContentLine(each.product_id, written_quantity(each.quantity), each.supply_days, each.usage)
                    for each in self.lines.all()
                ),
            )
        )
        self.signature = signer().sign(signer_of(self), self.content)
        self.save()
