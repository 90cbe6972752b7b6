"""The catalogue in the browser: what each may see, and what the administrator does."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from catalog.admissions.models import Admission
from catalog.drugs.words import NationalSection
from catalog.listings.models import Listing
from catalog.listings.queries import is_listed
from catalog.prices.models import ListedPrice, PaymentStandard
from catalog.products.models import Product
from kit.period import Period
from province.proposals.models import Proposal
from province.staff.models import Account
from province.staff.words import Role
from tests.factories.catalog import (
    DrugFactory,
    ListedPriceFactory,
    ListingFactory,
    NationalAgreementFactory,
    PayableProductFactory,
    ProductFactory,
    StandardFactory,
)
from tests.factories.eligibility import EntitlementFactory
from tests.factories.province import AccountFactory
from tests.support.browsers import browser_of
from tools.stack.files import ROOT

LIST = ROOT / "tools/demo/data/national_list_2025.csv"
SECRET = Decimal("9632.17")


@pytest.fixture(autouse=True)
def on_the_day(today: date) -> Iterator[None]:
    """Pages ask the clock."""
    with time_machine.travel(f"{today}T10:00:00+08:00", tick=False):
        yield


@pytest.fixture
def secret_product(db: None) -> Product:
    product = PayableProductFactory(code="XL01ED900001", drug=DrugFactory(generic_name="密药"))
    PaymentStandard.objects.filter(product=product).update(amount=SECRET, confidential=True)
    ListedPrice.objects.filter(product=product).update(amount=SECRET)
    return product


def text(response: Any) -> str:
    return response.content.decode()


@pytest.mark.obligation("HN-6.1")
def test_anybody_reads_the_list_of_any_day(db: None) -> None:
    drug = ListingFactory(
        drug=DrugFactory(generic_name="旧药"), period=Period(date(2026, 1, 1), date(2026, 6, 30))
    ).drug
    ListingFactory(drug=DrugFactory(generic_name="新药"), period=Period(date(2026, 7, 1), date(2027, 12, 31)))
    then, now = (text(Client().get("/catalog/", query)) for query in ({"day": "2026-06-30"}, {}))
    assert ("旧药" in then, "新药" in then) == (True, False)
    assert ("旧药" in now, "新药" in now) == (False, True)
    assert Client().get(reverse("catalog:published_drug", args=[drug.pk])).status_code == 404


def test_the_public_list_may_be_kept_by_others_only_while_it_is_nobodys_own(curator: Account) -> None:
    assert "public" in Client().get("/catalog/")["Cache-Control"]
    assert "private" in browser_of(curator).get("/catalog/")["Cache-Control"]


@pytest.mark.parametrize("day", ["", "2026-02-30", "x", "9999-99-99", "2026-11-23\x00"])
def test_a_day_that_is_none_is_today(day: str, db: None) -> None:
    ListingFactory(drug=DrugFactory(generic_name="新药"))
    assert "新药" in text(Client().get("/catalog/", {"day": day}))


def test_today_is_no_filter_and_another_day_is_one(db: None) -> None:
    tables = [Client().get("/catalog/", query).context["table"] for query in ({}, {"day": "2026-06-30"})]
    assert [table.filtered for table in tables] == [False, True]
    assert tables[0].filter.form["day"].value() == "2026-11-23"


def test_a_confidential_price_is_withheld_from_the_public(secret_product: Product) -> None:
    answer = text(Client().get(reverse("catalog:published_drug", args=[secret_product.drug_id])))
    assert "保密" in answer
    assert "9,632" not in answer


@pytest.mark.parametrize("role", Role.values)
def test_only_those_who_settle_see_a_confidential_price(role: str, secret_product: Product) -> None:
    client = browser_of(AccountFactory(role=role))
    seen = [
        "9,632.17" in text(client.get(address))
        for address in (
            reverse("catalog:drug", args=[secret_product.drug_id]),
            reverse("catalog:product", args=[secret_product.pk]),
        )
    ]
    allowed = role in {Role.CATALOG_ADMIN, Role.PROVINCIAL_AGENCY, Role.REVIEWER, Role.SUPERVISOR}
    assert seen == [allowed, allowed]


def test_an_export_of_the_list_holds_no_price(secret_product: Product) -> None:
    answer = Client().get("/catalog/", {"export": "csv"}).content.decode()
    assert "密药" in answer
    assert "9632" not in answer


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"words": "jia"}, {"甲药"}),
        ({"words": "YY"}, {"乙药"}),
        ({"state": "listed"}, {"甲药"}),
        ({"state": "expired"}, {"乙药"}),
        ({"state": "expired", "day": "2026-06-30"}, set()),
        ({"state": "unlisted"}, {"丙药"}),
        ({"section": "regular"}, {"丙药"}),
        ({"origin": "negotiated", "state": "listed"}, {"甲药"}),
    ],
)
def test_staff_find_drugs_by_sound_state_and_section(query: dict[str, str], names: set[str], desk: Client) -> None:
    ListingFactory(drug=DrugFactory(generic_name="甲药"))
    ListingFactory(drug=DrugFactory(generic_name="乙药"), period=Period(date(2026, 1, 1), date(2026, 6, 30)))
    DrugFactory(generic_name="丙药", terms__section=NationalSection.REGULAR)
    found = desk.get(reverse("catalog:drugs"), query).context["table"].rows
    assert {name for name in ("甲药", "乙药", "丙药") if any(name in row.cells[0].html for row in found)} == names


def test_a_table_of_drugs_asks_as_much_for_many_as_for_few(desk: Client, django_assert_max_num_queries: Any) -> None:
    for _ in range(30):
        PayableProductFactory()
    desk.get(reverse("catalog:drugs"))
    with django_assert_max_num_queries(12):
        desk.get(reverse("catalog:drugs"))


def test_the_administrator_lists_a_drug(desk: Client) -> None:
    drug = NationalAgreementFactory().drug
    form = {"origin": "negotiated", "first": "2026-12-01", "document": "1号"}
    answer = desk.post(reverse("catalog:open_listing", args=[drug.pk]), form)
    assert answer.url == reverse("catalog:drug", args=[drug.pk])  # type: ignore[attr-defined]
    assert is_listed(drug, date(2026, 12, 1))


def test_a_refusal_stands_in_the_form_with_its_article(desk: Client) -> None:
    drug = DrugFactory()
    form = {"origin": "negotiated", "first": "2026-12-01", "document": "1号"}
    answer = desk.post(reverse("catalog:open_listing", args=[drug.pk]), form)
    assert answer.status_code == 200
    assert answer.context["form"].errors.as_data()["__all__"][0].code == "NO_AGREEMENT"
    assert not Listing.objects.exists()


def test_a_removal_is_not_done_until_the_name_is_typed(desk: Client) -> None:
    drug = ListingFactory().drug
    form = {"cause": "negative_list", "last_day": "2026-11-30", "document": "9号"}
    address = reverse("catalog:delist_listing", args=[drug.pk])
    assert desk.post(address, form).context["form"].errors.as_data()["__all__"][0].code == "NOT_TYPED"
    assert is_listed(drug, date(2026, 12, 1))
    desk.post(address, form | {"typed": drug.generic_name})
    assert not is_listed(drug, date(2026, 12, 1))


def test_the_administrator_admits_a_product_and_sees_which_conditions_hold(desk: Client) -> None:
    product = ProductFactory()
    ListingFactory(drug=product.drug)
    StandardFactory(product=product)
    address = reverse("catalog:admit", args=[product.pk])
    outcomes = [verdict.outcome for verdict in desk.get(address).context["step"].verdicts]
    assert outcomes == ["passed", "failed", "passed"]
    ListedPriceFactory(product=product)
    desk.post(address, {"first": "2026-11-23", "commitment_signed_on": "2026-11-01"})
    assert Admission.objects.get().period == Period(date(2026, 11, 23), date(2027, 12, 31))


@pytest.mark.parametrize("amount", ["0", "-1", "1e2", "１２", "1,000", "NaN", "0.0000001", "9" * 17, " ", "+1"])
def test_what_is_no_price_is_not_stored(amount: str, desk: Client) -> None:
    product = PayableProductFactory()
    form = {"amount": amount, "first": "2026-11-23", "document": "降价"}
    assert desk.post(reverse("catalog:set_listed_price", args=[product.pk]), form).status_code == 200
    assert ListedPrice.objects.count() == 1


def test_the_administrator_enters_a_lower_platform_price(desk: Client) -> None:
    product = PayableProductFactory()
    desk.post(
        reverse("catalog:set_listed_price", args=[product.pk]),
        {"amount": "320.123456", "first": "2026-11-23", "document": "降价"},
    )
    assert ListedPrice.objects.get(period__contains=date(2026, 11, 23)).amount == Decimal("320.123456")


def test_a_standard_is_proposed_by_one_and_confirmed_by_another(desk: Client) -> None:
    product = ProductFactory(drug=NationalAgreementFactory().drug)
    form = {"amount": "343.1", "first": "2026-11-23", "document": "国", "confidential": "on"}
    desk.post(reverse("catalog:take_over_standard", args=[product.pk]), form)
    assert not PaymentStandard.objects.exists()
    assert "2026-11-23 起 343.10 元/包" in text(desk.get(reverse("catalog:product", args=[product.pk])))
    other = browser_of(AccountFactory(role=Role.CATALOG_ADMIN))
    other.post(reverse("province:confirm_proposal", args=[Proposal.objects.get().pk]))
    standard = PaymentStandard.objects.get()
    assert (standard.negotiated, standard.confidential, standard.amount) == (True, True, Decimal("343.1"))


def test_a_product_is_ended_and_its_page_says_so(desk: Client) -> None:
    product = PayableProductFactory()
    form = {"last_day": "2026-11-23", "reason": "企业申请退出"}
    answer = desk.post(reverse("catalog:end_admission", args=[product.pk]), form, follow=True)
    assert "企业申请退出" in text(answer)


def test_what_is_unknown_is_not_found(desk: Client) -> None:
    for address in (
        "/catalog/drugs/999/",
        "/catalog/drugs/products/x/",
        "/catalog/list/999/",
        "/catalog/drugs/products/x/admit/",
    ):
        assert desk.get(address).status_code == 404


def test_a_fault_of_the_last_product_offers_the_removal_of_its_drug_filled_in(desk: Client) -> None:
    product = PayableProductFactory()
    form = {"last_day": "2026-11-23", "cause": "negative_list", "document": "负面清单3号"}
    desk.post(reverse("catalog:end_admission", args=[product.pk]), form)
    assert "没有后续的准入产品" in text(desk.get(reverse("catalog:drug", args=[product.drug_id])))
    removal = text(desk.get(reverse("catalog:delist_listing", args=[product.drug_id])))
    assert '<option value="negative_list" selected>' in removal
    assert "负面清单3号" in removal


def test_a_removal_says_how_many_patients_it_is_about(desk: Client) -> None:
    drug = EntitlementFactory().drug
    drug.listings.update(period=Period(date(2026, 1, 1), date(2026, 12, 31)))
    for verb in ("catalog:delist_listing", "catalog:renew_listing", "catalog:drug"):
        page = text(desk.get(reverse(verb, args=[drug.pk])))
        assert "调出：1 名患者的待遇自末个有效日的次日终止" in page
        assert "不续约：1 名患者的待遇期晚于 2026-12-31" in page


def test_the_table_counts_what_ends_soon_and_leads_to_it(desk: Client) -> None:
    soon = ListingFactory(period=Period(date(2026, 1, 1), date(2026, 11, 30))).drug
    lapsed = ListingFactory(period=Period(date(2026, 1, 1), date(2026, 11, 22))).drug
    ListingFactory()
    page = text(desk.get(reverse("catalog:drugs")))
    assert 'ending=7" class="tone-soon">7 天内到期 <b>1</b>' in page
    assert 'state=lapsed" class="tone-over">到期待决定 <b>1</b>' in page
    assert soon.generic_name in text(desk.get(reverse("catalog:drugs"), {"ending": "7"}))
    assert lapsed.generic_name not in text(desk.get(reverse("catalog:drugs"), {"ending": "90"}))


def test_what_ran_out_is_renewed_from_its_page(desk: Client) -> None:
    drug = ListingFactory(period=Period(date(2026, 1, 1), date(2026, 11, 22))).drug
    NationalAgreementFactory(drug=drug, period=Period(date(2026, 11, 23), date(2027, 12, 31)))
    assert "到期待决定" in text(desk.get(reverse("catalog:drug", args=[drug.pk])))
    desk.post(reverse("catalog:renew_listing", args=[drug.pk]), {"origin": "negotiated", "document": "2号"})
    assert is_listed(drug, date(2026, 11, 23))
