"""Terms on pages: shown as of a day, entered and put right by the catalogue administrator."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from catalog.drugs.actions import describe
from catalog.drugs.models import Drug
from catalog.drugs.words import NationalSection
from kit.period import Period
from tests.factories.catalog import DrugFactory, ListingFactory, ProductFactory

JANUARY = "2027-01-01"
DRUG = {"section": "regular", "restricted_scope": "新文字", "document": "2027年目录"}
LABEL = {"route": "injection", "label_indication": "新适应症", "document": "说明书 2027"}


@pytest.fixture
def moved(db: None) -> Drug:
    """Printed in the regular part, with other words, from 2027 on."""
    drug = DrugFactory(generic_name="甲药")
    terms = {"section": NationalSection.REGULAR, "restricted_scope": "新文字", "document": "2027年目录"}
    describe(drug=drug, first=date(2027, 1, 1), by=None, on=date(2026, 11, 23), **terms)
    return drug


def shown(desk: Client, address: str, day: str) -> str:
    return desk.get(address, {"day": day}).content.decode()


@pytest.mark.parametrize(
    ("day", "words", "others"),
    [
        pytest.param("2026-12-31", "双通道（按普通待遇）", "新文字"),
        pytest.param("2027-01-01", "国家目录（不属双通道）", "限成人患者。"),
    ],
)
def test_a_drugs_page_shows_class_and_scope_of_the_day(
    day: str, words: str, others: str, moved: Drug, desk: Client
) -> None:
    page = shown(desk, reverse("catalog:drug", args=[moved.pk]), day)
    assert words in page
    assert others not in page
    assert words in shown(desk, reverse("catalog:drugs"), day)


@pytest.mark.parametrize(("day", "words"), [("2026-12-31", "限成人患者。"), ("2027-01-01", "新文字")])
def test_the_published_list_prints_the_scope_of_the_day(day: str, words: str, moved: Drug, client: Client) -> None:
    ListingFactory(drug=moved)
    for address in (reverse("catalog:published"), reverse("catalog:published_drug", args=[moved.pk])):
        assert words in shown(client, address, day)


def test_staff_filter_by_the_part_of_the_day(moved: Drug, desk: Client) -> None:
    query = {"section": "regular", "day": "2026-12-31"}
    assert not desk.get(reverse("catalog:drugs"), query).context["table"].rows
    assert desk.get(reverse("catalog:drugs"), query | {"day": JANUARY}).context["table"].rows


def test_the_administrator_enters_what_the_list_says_from_a_day_on(desk: Client) -> None:
    drug = DrugFactory()
    address = reverse("catalog:describe", args=[drug.pk])
    assert desk.get(address).context["form"]["restricted_scope"].value() == "限成人患者。"
    answer = desk.post(address, {**DRUG, "first": JANUARY, "conditions": "年龄 18-：是否为成人？"})
    assert answer.url == reverse("catalog:drug", args=[drug.pk])  # type: ignore[attr-defined]
    assert drug.terms.get(last_day=None).conditions == [
        {"kind": "age", "first": 18, "last": None, "question": "是否为成人？"}
    ]


def test_conditions_that_cannot_be_read_stand_in_the_form(desk: Client) -> None:
    address = reverse("catalog:describe", args=[DrugFactory().pk])
    form = desk.post(address, {**DRUG, "first": JANUARY, "conditions": "心情 好：？"}).context["form"]
    assert form.errors.as_data()["conditions"][0].code == "CONDITIONS_UNREADABLE"


def test_a_second_entry_from_the_same_day_is_told_to_correct(moved: Drug, desk: Client) -> None:
    answer = desk.post(reverse("catalog:describe", args=[moved.pk]), {**DRUG, "first": JANUARY})
    assert "有误的请更正" in answer.content.decode()


def test_the_administrator_corrects_what_was_entered_wrongly(moved: Drug, desk: Client) -> None:
    address = reverse("catalog:correct", args=[moved.terms.get(last_day=None).pk])
    desk.post(address, {**DRUG, "restricted_scope": "照录的文字"})
    assert moved.terms.get(last_day=None).restricted_scope == "新文字"
    answer = desk.post(address, {**DRUG, "restricted_scope": "照录的文字", "why": "漏录一行"}, follow=True)
    assert "漏录一行" in answer.content.decode()
    assert moved.terms.get(last_day=None).restricted_scope == "照录的文字"


def test_the_administrator_enters_and_corrects_a_label(desk: Client) -> None:
    product = ProductFactory()
    desk.post(reverse("catalog:describe_product", args=[product.pk]), {**LABEL, "first": JANUARY, "indivisible": "on"})
    terms = product.terms.get(last_day=None)
    assert (terms.period, terms.indivisible, terms.injection) == (Period(date(2027, 1, 1), None), True, True)
    address = reverse("catalog:correct_product", args=[terms.pk])
    desk.post(address, {**LABEL, "daily_maximum": "10", "why": "补录"})
    page = shown(desk, reverse("catalog:product", args=[product.pk]), JANUARY)
    assert "新适应症" in page
    assert "<dd>10 片</dd>" in page


def test_a_label_that_cannot_be_is_refused_in_the_form(desk: Client) -> None:
    product = ProductFactory()
    form = {**LABEL, "first": JANUARY, "trace_prefix": "83", "daily_maximum": "-1"}
    errors = desk.post(reverse("catalog:describe_product", args=[product.pk]), form).context["form"].errors
    assert set(errors) == {"trace_prefix", "daily_maximum"}
