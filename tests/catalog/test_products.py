"""Products, prices and admission as actions and queries."""

from datetime import date
from decimal import Decimal

import pytest

from catalog.admissions import actions as admissions
from catalog.admissions.errors import (
    AdmissionBeyondListing,
    EndWithoutGround,
    NoFaultOfTheProduct,
    NotAdmitted,
    ProductUnfit,
)
from catalog.admissions.models import Admission
from catalog.admissions.queries import is_payable, last_fault, payable_on
from catalog.drugs import queries as drug_queries
from catalog.drugs.actions import register
from catalog.drugs.words import DrugOrigin, NationalSection
from catalog.listings.queries import is_listed
from catalog.listings.words import DelistingCause
from catalog.prices import actions as prices
from catalog.prices.errors import NationalStandardFixed, StandardUnlikePlatform
from catalog.prices.models import ListedPrice, PaymentStandard
from catalog.prices.queries import priced_on, shown_prices
from catalog.products import actions as products
from catalog.products.actions import register_manufacturer
from catalog.products.errors import ProductTaken
from catalog.products.models import Product
from catalog.products.queries import of_drug
from kit.errors import ConstraintBroken, RuleRefused
from kit.period import Period
from province.events.models import Event
from province.staff.models import Account
from province.staff.words import Role
from tests.factories.catalog import (
    AdmissionFactory,
    DrugFactory,
    FieldFactory,
    ListedPriceFactory,
    ListingFactory,
    ManufacturerFactory,
    NationalAgreementFactory,
    PayableProductFactory,
    ProductFactory,
    StandardFactory,
)
from tests.support.figures import set_by_two

SIGNED = date(2025, 12, 1)


@pytest.fixture
def product(db: None) -> Product:
    """Listed, priced, not admitted yet."""
    product = ProductFactory()
    ListingFactory(drug=product.drug)
    StandardFactory(product=product)
    ListedPriceFactory(product=product)
    return product


@pytest.mark.obligation("HN-4.4")
def test_an_admitted_product_is_payable_until_its_drug_leaves(product: Product, curator: Account, today: date) -> None:
    assert not is_payable(product, today)
    admission = admissions.admit(
        product=product, first=date(2026, 2, 1), commitment_signed_on=SIGNED, by=curator, on=today
    )
    assert admission.period == Period(date(2026, 2, 1), date(2027, 12, 31))
    assert [is_payable(product, day) for day in (date(2026, 1, 31), today, date(2028, 1, 1))] == [False, True, False]


@pytest.mark.obligation("HN-4.4")
def test_a_product_without_a_commitment_is_refused(product: Product, curator: Account, today: date) -> None:
    with pytest.raises(ProductUnfit) as refused:
        admissions.admit(product=product, first=today, commitment_signed_on=None, by=curator, on=today)
    assert [each.code for each in refused.value.fields] == ["NO_COMMITMENT"]


def test_a_product_is_not_admitted_beyond_its_drug(product: Product, curator: Account, today: date) -> None:
    with pytest.raises(AdmissionBeyondListing):
        admissions.admit(
            product=product, first=today, last=date(2028, 1, 1), commitment_signed_on=SIGNED, by=curator, on=today
        )


def test_a_product_that_left_is_not_payable_while_its_drug_stays(curator: Account, today: date) -> None:
    product, other = PayableProductFactory(), PayableProductFactory()
    admissions.end(product=product, last_day=today, reason="企业退出", by=curator, on=today)
    assert list(payable_on(date(2026, 11, 24))) == [other]
    with pytest.raises(NotAdmitted):
        admissions.end(product=product, last_day=date(2026, 12, 1), reason="企业退出", by=curator, on=today)


def test_products_of_a_drug_share_its_name_and_its_form(product: Product) -> None:
    same = ProductFactory(drug=product.drug)
    ProductFactory(drug=DrugFactory(generic_name=product.drug.generic_name, dosage_form="口服溶液剂"))
    assert list(of_drug(product.drug)) == [product, same]


@pytest.mark.obligation("HN-12.2")
def test_a_negotiated_products_standard_is_the_nations(product: Product, today: date) -> None:
    with pytest.raises(NationalStandardFixed):
        set_by_two(prices.ProvincialStandard(product.pk, Decimal("300")), today)


@pytest.mark.obligation("HN-12.2")
def test_a_national_standard_is_taken_over_once_for_its_agreements_days(db: None) -> None:
    product, january = ProductFactory(drug=NationalAgreementFactory().drug), date(2026, 1, 1)
    set_by_two(prices.NationalStandard(product.pk, Decimal("343.10"), confidential=True), january)
    assert PaymentStandard.objects.get().period == Period(january, date(2027, 12, 31))
    with pytest.raises(NationalStandardFixed):
        set_by_two(prices.NationalStandard(product.pk, Decimal("300")), january)


def test_a_confidential_amount_stands_in_no_event(curator: Account, today: date) -> None:
    product = ProductFactory(drug=NationalAgreementFactory().drug)
    facts = {"product": product, "first": date(2026, 1, 1), "document": "国", "by": curator, "on": today}
    set_by_two(prices.NationalStandard(product.pk, Decimal("343.10"), confidential=True), date(2026, 1, 1))
    prices.set_listed_price(amount=Decimal("343.10"), **facts)
    assert set(Event.objects.filter(noun="product").values_list("after", flat=True)) == {"保密"}


@pytest.mark.obligation("HN-12.3")
def test_a_regular_products_standard_is_the_platforms_price(today: date, db: None) -> None:
    product = ProductFactory(drug=DrugFactory(terms__section=NationalSection.REGULAR))
    ListingFactory(drug=product.drug, origin=DrugOrigin.REGULAR_AFTER_AGREEMENT)
    ListedPriceFactory(product=product, amount=Decimal("88.5"))
    with pytest.raises(StandardUnlikePlatform):
        set_by_two(prices.ProvincialStandard(product.pk, Decimal("90")), today)
    set_by_two(prices.ProvincialStandard(product.pk, Decimal("88.50")), today)
    assert PaymentStandard.objects.get(period__contains=today).negotiated is False


def test_a_new_platform_price_ends_the_one_before(product: Product, curator: Account, today: date) -> None:
    prices.set_listed_price(product=product, amount=Decimal("320"), first=today, document="降价", by=curator, on=today)
    periods = ListedPrice.objects.filter(product=product).values_list("amount", "period")
    assert dict(periods) == {
        Decimal("340"): Period(date(2026, 1, 1), date(2026, 11, 22)),
        Decimal("320"): Period(today, None),
    }


def test_two_prices_from_the_same_day_are_refused(product: Product, curator: Account, today: date) -> None:
    facts = {"product": product, "first": today, "document": "降价", "by": curator, "on": today}
    prices.set_listed_price(amount=Decimal("320"), **facts)
    with pytest.raises(ConstraintBroken) as refused:
        prices.set_listed_price(amount=Decimal("310"), **facts)
    assert refused.value.code == "LISTED_PRICE_NO_OVERLAP"


def test_both_prices_of_a_confidential_product_are_withheld(today: date, db: None) -> None:
    product = PayableProductFactory()
    PaymentStandard.objects.filter(product=product).update(confidential=True)
    priced = priced_on(today, Product.objects.all()).get()
    assert shown_prices(priced, "").hidden
    assert shown_prices(priced, Role.PHARMACIST).listed_price is None
    assert shown_prices(priced, Role.REVIEWER).standard == Decimal("343.1")


def test_a_product_code_is_taken_once(product: Product, curator: Account, today: date) -> None:
    facts = {
        "drug": product.drug, "manufacturer": product.manufacturer, "specification": "0.1g", "pack": "10片/盒",
        "units_per_pack": 10, "unit": "片", "approval_number": "国药",
    }  # fmt: skip
    with pytest.raises(ProductTaken):
        products.register(code=product.code, by=curator, on=today, **facts)
    assert products.register(code="XL01E999999", by=curator, on=today, **facts).drug == product.drug


def test_a_drug_is_registered_once_per_name_and_form(curator: Account, today: date) -> None:
    facts = {
        "generic_name": "达雷妥尤单抗", "dosage_form": "注射剂", "field": FieldFactory(), "by": curator, "on": today,
    }  # fmt: skip
    assert register(**facts).pinyin.startswith("dalei")
    with pytest.raises(ConstraintBroken) as refused:
        register(**facts)
    assert refused.value.code == "DRUG_NAME_AND_FORM_ONCE"


def test_a_company_is_registered_once(curator: Account, today: date) -> None:
    ManufacturerFactory(name="甲厂")
    with pytest.raises(ConstraintBroken) as refused:
        register_manufacturer(name="甲厂", by=curator, on=today)
    assert refused.value.code == "MANUFACTURER_NAME_ONCE"


@pytest.mark.parametrize("words", ["达雷", "妥尤", "daleituoyou", "tuoyou", "dltydk", "DLT", "tydk", "兆珂", " 达 雷"])
def test_a_drug_is_found_by_name_trade_name_or_sound(words: str, curator: Account) -> None:
    drug = DrugFactory(generic_name="达雷妥尤单抗")
    ProductFactory(drug=drug, trade_name="兆珂")
    ProductFactory(drug=drug, trade_name="兆珂")
    DrugFactory(generic_name="阿来替尼")
    assert list(drug_queries.search_drugs(curator, words)) == [drug]


def test_signs_alone_find_no_drug(curator: Account) -> None:
    DrugFactory(generic_name="阿来替尼")
    assert not drug_queries.search_drugs(curator, "~").exists()


def end_for(product: Product, on: date, **told: object) -> Admission:
    ground: dict[str, object] = {"cause": DelistingCause.APPROVAL_REVOKED, "document": "药监〔2026〕9号"}
    return admissions.end(product=product, last_day=on, by=None, on=on, **(ground | told))  # type: ignore[arg-type]


def test_a_companys_fault_takes_its_own_product_off_and_nobody_elses(today: date, db: None) -> None:
    product = PayableProductFactory()
    other = AdmissionFactory(product__drug=product.drug).product
    AdmissionFactory(product=product, period=Period(date(2028, 1, 1), date(2028, 12, 31)))
    assert end_for(product, today).cause is DelistingCause.APPROVAL_REVOKED
    assert not product.admissions.filter(last_day__gt=today).exists()
    assert (last_fault(product.drug, today), is_listed(product.drug, date(2026, 11, 24))) == (None, True)
    end_for(other, today, cause=DelistingCause.NEGATIVE_LIST)
    assert last_fault(product.drug, today).cause is DelistingCause.NEGATIVE_LIST  # type: ignore[union-attr]


def test_where_the_last_product_was_withdrawn_without_a_fault_the_drug_stays(today: date, db: None) -> None:
    product = PayableProductFactory()
    end_for(product, today, cause="", document="", reason="企业申请退出")
    assert last_fault(product.drug, today) is None


GROUNDS = {
    "a fault without its document": ({"document": ""}, EndWithoutGround),
    "no fault and no reason": ({"cause": "", "document": ""}, EndWithoutGround),
    "what experts weigh": ({"cause": DelistingCause.UNFIT}, NoFaultOfTheProduct),
}


@pytest.mark.parametrize(("told", "refusal"), GROUNDS.values(), ids=GROUNDS)
def test_an_admission_ends_on_a_ground(
    told: dict[str, object], refusal: type[RuleRefused], today: date, db: None
) -> None:
    with pytest.raises(refusal):
        end_for(PayableProductFactory(), today, **told)
