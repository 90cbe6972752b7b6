"""What every population stands on: an area of its own, drugs, a hospital, pharmacies, yearly limits."""

from collections.abc import Iterable
from decimal import Decimal

from django.contrib.auth.hashers import make_password

from catalog.admissions.models import Admission
from catalog.drugs.models import Drug, DrugTerms
from catalog.drugs.words import DrugOrigin, NationalSection
from catalog.fields.models import TherapeuticField
from catalog.listings.models import Listing
from catalog.prices.models import ListedPrice, PaymentStandard
from catalog.products.models import Manufacturer, Product
from eligibility.people.words import AssistanceCategory, InsuranceType
from kit.period import Period
from physicians.agreements.models import Agreement
from physicians.clients.models import ApiClient
from physicians.institutions.models import Institution
from physicians.institutions.words import InstitutionKind
from physicians.responsible.models import Publication, ResponsiblePhysician
from physicians.responsible.words import PhysicianState, Title
from province.areas.models import Area
from province.areas.words import AreaLevel
from settlement.figures.models import AnnualLimit, AssistanceRule
from settlement.figures.words import LimitKind
from tests.support.population.values import Counter

PROVINCE, CITY, COUNTY = "430000", "439900", "439901"
HOSPITAL = f"H{COUNTY}00001"
PHYSICIAN = f"D{COUNTY}000001"
SECRET = "demonstration load " * 2  # pragma: allowlist secret

PRICE = Decimal("340.000000")
POOLED, SERIOUS, OVERALL, ASSISTED = Decimal(150000), Decimal(100000), Decimal(248000), Decimal(50000)


def counter(number: int) -> Counter:
    return Counter(f"P{COUNTY}{number + 1:05}", f"load-{number + 1}", SECRET, f"LOAD{number + 1:06}")


class Ground:
    """Made once in a database; `years` is when all of it holds."""

    def __init__(self, counters: tuple[Counter, ...], years: Period) -> None:
        self.counters, self.years = counters, years

    def build(self) -> None:
        if Area.objects.filter(code=COUNTY).exists():
            return
        self.areas()
        self.catalogue()
        self.registry()
        self.local_money()

    def areas(self) -> None:
        rows = (
            (PROVINCE, AreaLevel.PROVINCE, None),
            (CITY, AreaLevel.CITY, PROVINCE),
            (COUNTY, AreaLevel.COUNTY, CITY),
        )
        Area.objects.bulk_create(
            (Area(code=code, name=f"演练{code}", level=level, parent_id=above) for code, level, above in rows),
            ignore_conflicts=True,
        )

    def catalogue(self) -> None:
        TherapeuticField.objects.create(code="load", name="演练领域", specialties=["演练科"])
        maker = Manufacturer.objects.create(name="演练制药厂")
        drugs = Drug.objects.bulk_create(
            Drug(generic_name=f"演练药{n}", dosage_form="片剂", pinyin="yanlian", field_id="load")
            for n, _ in enumerate(self.counters, 1)
        )
        section = NationalSection.NEGOTIATED
        DrugTerms.objects.bulk_create(
            DrugTerms(drug=drug, period=self.years, section=section, restricted_scope="演练", document="演练")
            for drug in drugs
        )
        Product.objects.bulk_create(map(self._product, self.counters, drugs, [maker] * len(drugs)))
        Listing.objects.bulk_create(
            Listing(drug=drug, period=self.years, origin=DrugOrigin.NEGOTIATED, document="演练") for drug in drugs
        )
        self._prices(counter.product for counter in self.counters)

    def _product(self, counter: Counter, drug: Drug, maker: Manufacturer) -> Product:
        return Product(
            code=counter.product,
            drug=drug,
            manufacturer=maker,
            specification="0.1g",
            pack="30片/盒",
            units_per_pack=30,
            unit="片",
            approval_number="演练",
        )

    def _prices(self, products: Iterable[str]) -> None:
        for code in products:
            dated = {"product_id": code, "period": self.years}
            Admission.objects.create(**dated, commitment_signed_on=self.years.first)
            PaymentStandard.objects.create(**dated, amount=PRICE, document="演练")
            ListedPrice.objects.create(**dated, amount=PRICE, document="演练")

    def registry(self) -> None:
        codes = [HOSPITAL, *(counter.institution for counter in self.counters)]
        Institution.objects.bulk_create(
            Institution(code=code, name=f"演练机构{code}", kind=InstitutionKind(code[0]), area_id=COUNTY)
            for code in codes
        )
        Agreement.objects.bulk_create(
            Agreement(institution_id=code, period=self.years, document="演练") for code in codes
        )
        ApiClient.objects.bulk_create(map(self._client, self.counters))
        ResponsiblePhysician.objects.create(
            code=PHYSICIAN,
            name="演练医师",
            hospital_id=HOSPITAL,
            title=Title.CHIEF,
            specialty="演练科",
            state=PhysicianState.PUBLISHED,
            nominated_on=self.years.first,
        ).treatment_fields.set(["load"])
        Publication.objects.create(physician_id=PHYSICIAN, period=self.years, document="演练")

    def _client(self, counter: Counter) -> ApiClient:
        return ApiClient(
            institution_id=counter.institution,
            name="演练收银",
            client_id=counter.client_id,
            client_secret=make_password(counter.secret, hasher="client_secret"),
            client_type=ApiClient.CLIENT_CONFIDENTIAL,
            authorization_grant_type=ApiClient.GRANT_CLIENT_CREDENTIALS,
        )

    def local_money(self) -> None:
        amounts = {LimitKind.POOLED: POOLED, LimitKind.SERIOUS_ILLNESS: SERIOUS, LimitKind.OVERALL: OVERALL}
        AnnualLimit.objects.bulk_create(
            AnnualLimit(
                area_id=CITY, insurance_type=kind, kind=limit, amount=amount, period=self.years, document="演练"
            )
            for kind in InsuranceType.values
            for limit, amount in amounts.items()
        )
        AssistanceRule.objects.create(
            area_id=CITY,
            category=AssistanceCategory.SUBSISTENCE,
            rate=Decimal("0.7500"),
            annual_limit=ASSISTED,
            period=self.years,
            document="演练",
        )
