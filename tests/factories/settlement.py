"""Rows of settlement."""

from decimal import Decimal

import factory

from eligibility.people.models import AssistanceRecognition
from eligibility.people.words import AssistanceCategory, InsuranceType
from eligibility.prescriptions.queries import signer, signer_of
from eligibility.prescriptions.rules.signing import Content, ContentLine, canonical, written_quantity
from physicians.clients.models import ApiClient
from settlement.figures.models import AnnualLimit, AssistanceRule
from settlement.figures.words import LimitKind
from settlement.traces.models import UncodedProduct, UncodedStock
from tests.factories.catalog import ProductFactory
from tests.factories.eligibility import PersonFactory, PrescriptionFactory
from tests.factories.physicians import PharmacyFactory
from tests.factories.province import AreaFactory
from tests.factories.rows import TWO_YEARS, RowFactory


class LimitFactory(RowFactory):
    """One yearly limit of Changsha's employees."""

    class Meta:
        model = AnnualLimit
        django_get_or_create = ("area", "insurance_type", "kind", "category")

    area = factory.SubFactory(AreaFactory, code="430100")
    insurance_type = InsuranceType.EMPLOYEE
    kind = LimitKind.POOLED
    category = ""
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


class UncodedProductFactory(RowFactory):
    class Meta:
        model = UncodedProduct

    product = factory.SubFactory(ProductFactory)
    period = TWO_YEARS
    document = "演示"


class UncodedStockFactory(RowFactory):
    class Meta:
        model = UncodedStock

    institution = factory.SubFactory(PharmacyFactory)
    product = factory.SubFactory(ProductFactory)
    declared = 10


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
                early_reason=self.early_reason,
                assessment=self.assessment,
                lines=tuple(
                    ContentLine(
                        line.product_id,
                        written_quantity(line.quantity),
                        str(line.regimen),
                        line.supply_days,
                        line.usage,
                    )
                    for line in self.lines.all()
                ),
            )
        )
        self.signature = signer().sign(signer_of(self), self.content)
        self.save()
