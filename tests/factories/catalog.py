"""Rows of the catalogue."""

from datetime import date
from decimal import Decimal

import factory

from catalog.admissions.models import Admission
from catalog.drugs.models import Drug, DrugTerms, NationalAgreement
from catalog.drugs.words import DrugOrigin, NationalSection
from catalog.fields.models import TherapeuticField
from catalog.listings.models import Listing
from catalog.prices.models import ListedPrice, PaymentStandard
from catalog.products.models import Manufacturer, Product, ProductTerms
from catalog.products.words import Route
from kit.period import Period
from kit.pinyin import sound
from tests.factories.rows import TWO_YEARS, RowFactory

ALWAYS = Period(date(2020, 1, 1), None)


class FieldFactory(RowFactory):
    class Meta:
        model = TherapeuticField
        django_get_or_create = ("code",)

    code = "oncology"
    name = factory.LazyAttribute(lambda field: "肿瘤" if field.code == "oncology" else f"领域{field.code}")
    specialties = ["肿瘤科"]


class DrugFactory(RowFactory):
    class Meta:
        model = Drug

    generic_name = factory.Sequence(lambda n: f"甲药{n}")
    dosage_form = "片剂"
    pinyin = factory.LazyAttribute(lambda drug: sound(drug.generic_name))
    field = factory.SubFactory(FieldFactory)
    # `terms__section=...` says otherwise of the drug, `terms=None` says nothing of it.
    terms = factory.RelatedFactory("tests.factories.catalog.DrugTermsFactory", factory_related_name="drug")


class DrugTermsFactory(RowFactory):
    class Meta:
        model = DrugTerms

    drug = factory.SubFactory(DrugFactory, terms=None)
    period = ALWAYS
    section = NationalSection.NEGOTIATED
    restricted_scope = "限成人患者。"
    document = "国家目录文件"


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
    origin = DrugOrigin.NEGOTIATED
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
    # `terms__route=...` says otherwise of the product, `terms=None` says nothing of it.
    terms = factory.RelatedFactory("tests.factories.catalog.ProductTermsFactory", factory_related_name="product")


class ProductTermsFactory(RowFactory):
    class Meta:
        model = ProductTerms

    product = factory.SubFactory(ProductFactory, terms=None)
    period = ALWAYS
    route = Route.ORAL
    label_indication = "用于成人患者。"
    document = "说明书"


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
