"""A pooling area's figures: two persons set each, each ends the one before it, and the pages say so."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from eligibility.people.words import AssistanceCategory, InsuranceType
from kit.errors import ConstraintBroken
from province.areas.errors import AreaRowRefused
from province.events.models import Event
from province.proposals.models import Proposal
from province.staff.words import Role
from settlement.figures.actions import Assistance, Limit, Rate
from settlement.figures.models import AnnualLimit, AssistanceRule
from settlement.figures.words import LimitKind, RateKind
from tests.factories.province import AccountFactory, AreaFactory
from tests.factories.settlement import LimitFactory
from tests.settlement.scene import Scene
from tests.support.browsers import browser_of
from tests.support.figures import set_by_two

pytestmark = pytest.mark.django_db

JANUARY, JULY = date(2026, 1, 1), date(2026, 7, 1)
NEXT_YEAR = "2027-01-01"


def limit(amount: str, area: str = "430100") -> Limit:
    return Limit(AreaFactory(code=area).pk, InsuranceType.EMPLOYEE, LimitKind.POOLED, Decimal(amount))


def test_a_new_limit_ends_the_one_before_it() -> None:
    set_by_two(limit("150000"), JANUARY)
    set_by_two(limit("160000"), JULY)
    rows = AnnualLimit.objects.order_by("first_day").values_list("first_day", "last_day", "amount")
    assert list(rows) == [
        (JANUARY, date(2026, 6, 30), Decimal("150000.00")),
        (JULY, None, Decimal("160000.00")),
    ]


def test_a_limit_runs_until_the_next_that_is_planned() -> None:
    set_by_two(limit("160000"), JULY)
    set_by_two(limit("150000"), JANUARY)
    assert list(AnnualLimit.objects.values_list("last_day", flat=True)) == [date(2026, 6, 30), None]


def test_two_limits_cannot_begin_on_one_day() -> None:
    set_by_two(limit("150000"), JANUARY)
    with pytest.raises(ConstraintBroken):
        set_by_two(limit("160000"), JANUARY)


def test_a_limit_belongs_to_a_pooling_area_not_to_a_county() -> None:
    with pytest.raises(ConstraintBroken):
        set_by_two(limit("150000", area="430102"), JANUARY)


@pytest.mark.obligation("HN-6.1", "HN-6.3")
def test_hunan_lets_no_area_set_a_rate() -> None:
    city, rate, nothing = AreaFactory(code="430100").pk, Decimal("0.75"), Decimal(0)
    rate = Rate(city, InsuranceType.EMPLOYEE, RateKind.SEPARATE, rate, nothing, nothing, False)
    with pytest.raises(AreaRowRefused):
        set_by_two(rate, JANUARY)


def test_the_counter_pays_by_what_two_persons_confirmed_and_never_by_what_one_proposed(at_noon: None) -> None:
    scene = Scene()
    desk = browser_of(AccountFactory(role=Role.CATALOG_ADMIN))
    today = {"first": "2026-11-23", "document": "x"}
    desk.post(reverse("settlement:propose_limit"), POOLED | {"amount": "1.00"} | today)
    assert scene.settle().status == 201
    paid = scene.account.pooled_paid
    assert paid > 1
    browser_of(AccountFactory(role=Role.CATALOG_ADMIN)).post(reverse("province:confirm_proposal", args=[one().pk]))
    assert scene.another().settle().status == 201
    assert scene.account.pooled_paid == paid


POOLED = {"area": "430100", "insurance_type": "310", "kind": "pooled"}


def one() -> Proposal:
    return Proposal.objects.get()


@pytest.fixture
def city(at_noon: None) -> str:
    return AreaFactory(code="430100").pk


def propose(route: str, **form: Any) -> int:
    desk = browser_of(AccountFactory(role=Role.CATALOG_ADMIN))
    return desk.post(reverse(f"settlement:{route}"), {"first": NEXT_YEAR, "document": "x", **form}).status_code


def test_a_limit_is_proposed_on_a_page_and_is_no_limit_yet(city: str) -> None:
    assert propose("propose_limit", **POOLED, amount="160000") == 302
    assert one().content == "160,000.00 元"
    assert not AnnualLimit.objects.exists()
    assert not Event.objects.filter(noun="limit").exists()


def test_how_an_area_assists_is_proposed_in_percent(city: str) -> None:
    form = {"area": city, "category": "subsistence", "rate": "62.5", "threshold": "0", "annual_limit": "50000"}
    assert propose("propose_assistance", **form) == 302
    assert one().terms["rate"] == "0.625"


@pytest.mark.parametrize(
    ("route", "form"),
    [
        ("propose_limit", POOLED | {"area": "430102", "amount": "1"}),  # a county is not offered
        ("propose_limit", POOLED | {"insurance_type": "399", "amount": "1"}),  # nor what the act does not insure
        ("propose_limit", POOLED | {"amount": "1", "first": "2026-11-22"}),  # yesterday is over
        ("propose_limit", POOLED | {"amount": "-1"}),
        ("propose_assistance", {"area": "430100", "category": "orphan", "rate": "101", "threshold": "0",
                                "annual_limit": "1"}),
        ("propose_rate", {"area": "430100", "insurance_type": "310", "kind": "separate", "rate": "70",
                          "first_share": "0", "deductible": "0", "segmented": "no"}),
    ],
)  # fmt: skip
def test_what_could_never_hold_is_not_proposed(city: str, route: str, form: dict[str, str]) -> None:
    AreaFactory(code="430102")
    assert propose(route, **form) == 200
    assert not Proposal.objects.exists()


def overview(role: Role = Role.REVIEWER, **asked: str) -> str:
    return browser_of(AccountFactory(role=role)).get(reverse("settlement:figures"), asked).content.decode()


def test_the_overview_shows_what_holds_what_comes_and_what_next_year_lacks(city: str) -> None:
    LimitFactory(kind=LimitKind.POOLED, amount="150000")
    set_by_two(limit("160000"), date(2027, 3, 1), on=JULY)
    AnnualLimit.objects.filter(amount=150000).update(period="[2026-01-01,2027-01-01)")
    shown = overview()
    assert "150,000.00 元" in shown
    assert "2027-03-01 起 160,000.00 元" in shown
    assert "2027 年未定" in shown
    assert "没有标准" in shown


def test_a_city_of_jiangsu_has_rates_and_says_of_each_whether_there_is_a_deductible(
    at_noon: None, settings: Any
) -> None:
    settings.PROVINCE = "jiangsu"
    city = AreaFactory(code="320100").pk
    terms = {"rate": "70", "first_share": "0", "deductible": "0", "segmented": "no"}
    assert propose("propose_rate", area=city, insurance_type="310", kind="separate", **terms) == 302
    assert one().content == "70%，不设起付线，不分段"
    assert "支付比例" in overview()
    for missing in ("deductible", "segmented"):
        form = terms | {missing: ""}
        assert propose("propose_rate", area=city, insurance_type="390", kind="separate", **form) == 200


@pytest.mark.parametrize(("role", "knows"), [(Role.CATALOG_ADMIN, True), (Role.REVIEWER, False)])
def test_what_is_only_proposed_stands_in_the_overview_of_those_who_decide(city: str, role: Role, knows: bool) -> None:
    LimitFactory()
    propose("propose_limit", **POOLED, amount="160000")
    assert ("2027-01-01 起 160,000.00 元" in overview(role)) is knows


@pytest.mark.parametrize(("role", "may"), [(Role.CATALOG_ADMIN, True), (Role.REVIEWER, False)])
def test_only_who_curates_is_offered_to_propose(city: str, role: Role, may: bool) -> None:
    LimitFactory()
    assert ("figures/limit/?area=430100&amp;insurance_type=310&amp;kind=pooled" in overview(role)) is may


def test_the_form_is_filled_in_from_the_cell_it_is_opened_from(city: str) -> None:
    desk = browser_of(AccountFactory(role=Role.CATALOG_ADMIN))
    form = desk.get(reverse("settlement:propose_limit"), POOLED).context["form"]
    assert {name: form.initial[name] for name in POOLED} == POOLED


@pytest.mark.parametrize("model", ["annuallimit", "assistancerule", "arearate"])
def test_the_admin_has_no_face_of_a_figure(model: str, client: Client) -> None:
    client.force_login(AccountFactory(role=Role.CATALOG_ADMIN), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/admin/settlement/{model}/").status_code == 404


def test_a_row_is_written_in_words(city: str) -> None:
    set_by_two(Assistance(city, AssistanceCategory.ORPHAN, Decimal("0.9"), Decimal(0), Decimal(1), False), JANUARY)
    assert str(AssistanceRule.objects.get()).startswith(f"{AreaFactory(code='430100').name} 孤儿 2026-01-01")
