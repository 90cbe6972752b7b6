"""What settlement records, stores and shows cites the act in use, and no other."""

import json
import re
from decimal import Decimal
from inspect import getsource

import pytest
from django.test import Client as Browser
from django.urls import reverse

from acts.citations import citation
from acts.inventory import acts_with_citations
from acts.loader import load_policy
from eligibility.entitlements.models import Suspension
from eligibility.entitlements.words import SuspensionCause
from eligibility.people.words import AssistanceCategory, InsuranceType
from kit.period import Period
from province.events.models import Event
from province.staff.words import Role
from settlement.annual_accounts.actions import Used, post_elsewhere
from settlement.claims.models import ClaimLine, LedgerEntry
from settlement.counter.rules.verdict import RULES
from settlement.figures.actions import Assistance, Limit, Rate
from settlement.figures.models import AnnualLimit
from settlement.figures.words import LimitKind, RateKind
from supervision.alerts.models import Alert
from tests.factories.eligibility import PersonFactory
from tests.factories.physicians import StaffFactory
from tests.factories.province import AreaFactory
from tests.factories.settlement import AssistanceRuleFactory, RecognitionFactory
from tests.settlement.scene import DAY, Scene, jiangsu, set_city_rate
from tests.support.figures import set_by_two

pytestmark = pytest.mark.django_db

HUNAN, JIANGSU = "HN", "JS"


@pytest.fixture(params=[HUNAN, JIANGSU])
def act(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def scene(act: str, settings: object) -> Scene:
    """The patient of a province, assisted, who can be settled."""
    scene = Scene() if act == HUNAN else jiangsu(settings)
    RecognitionFactory(person=scene.person)
    AssistanceRuleFactory(area=AreaFactory(code="430100" if act == HUNAN else "320100"))
    if act == JIANGSU:
        set_city_rate(RateKind.SEPARATE, "0.70")
        set_city_rate(RateKind.ORDINARY_OUTPATIENT, "0.60")
    return scene


def cited(noun: str, verb: str) -> str:
    return Event.objects.get(noun=noun, verb=verb).obligation


def test_a_settlement_cites_the_act_in_use_and_a_reversal_what_no_act_speaks_of(scene: Scene, act: str) -> None:
    claim = json.loads(scene.settle().body)["setl_id"]
    scene.reverse(int(claim))
    assert cited("claim", "settle") == {HUNAN: "HN-29.2", JIANGSU: "JS-9(4)"}[act]
    assert cited("claim", "reverse") == ""


def test_the_stored_explanation_cites_the_act_in_use_where_it_speaks(scene: Scene, act: str) -> None:
    scene.settle()
    stored = dict(LedgerEntry.objects.values_list("fund", "source"))
    hunan = {"pooled_fund": "HN-9", "medical_assistance": "HN-9", "patient": "HN-9"}
    assert stored == {HUNAN: hunan, JIANGSU: {**dict.fromkeys(hunan, "JS-9(4)"), "medical_assistance": ""}}[act]
    assert ClaimLine.objects.get().source.startswith(act)


SUSPENDED = {
    SuspensionCause.EVALUATION_MISSED: {HUNAN: "", JIANGSU: "JS-9(5).5"},
    SuspensionCause.BENEFITS_STOPPED: {HUNAN: "HN-5.2", JIANGSU: ""},
    SuspensionCause.INVESTIGATION: {HUNAN: "国务院令第735号", JIANGSU: "JS-14"},
    SuspensionCause.DRUG_UNDECIDED: {HUNAN: "HN-10", JIANGSU: "JS-2"},
}


@pytest.mark.parametrize("cause", SUSPENDED)
def test_who_is_suspended_is_refused_on_the_article_of_the_cause(
    scene: Scene, act: str, cause: SuspensionCause
) -> None:
    Suspension.objects.create(entitlement=scene.entitlement, period=Period(DAY, None), cause=cause)
    answer = json.loads(scene.settle().body)
    assert (answer["code"], answer["source"] or "") == ("ENTITLEMENT_SUSPENDED", SUSPENDED[cause][act])


@pytest.mark.parametrize(("province", "article"), [("hunan", "HN-9.10"), ("jiangsu", "")])
def test_what_was_paid_elsewhere_cites_the_act_in_use(province: str, article: str, settings: object) -> None:
    settings.PROVINCE = province
    post_elsewhere(
        reference="core-1", person=PersonFactory(), insurance_type=InsuranceType.EMPLOYEE, year=2026,
        amounts=Used(pooled=Decimal(100)), by=None, on=DAY,
    )  # fmt: skip
    assert cited("annual_account", "post_elsewhere") == article


@pytest.mark.parametrize(
    ("province", "articles"), [("hunan", {"limit": "HN-9", "assistance_rule": "HN-9.9"}),
                               ("jiangsu", {"limit": "", "assistance_rule": "", "area_rate": "JS-9(4)"})],
)  # fmt: skip
def test_a_figure_is_set_by_the_act_in_use(province: str, articles: dict[str, str], settings: object) -> None:
    settings.PROVINCE = province
    city, employee, nothing = AreaFactory(code="430100").pk, InsuranceType.EMPLOYEE, Decimal(0)
    set_by_two(Limit(city, employee, LimitKind.POOLED, Decimal(1)), DAY)
    set_by_two(Assistance(city, AssistanceCategory.SUBSISTENCE, nothing, nothing, Decimal(1), False), DAY)
    if "area_rate" in articles:
        set_by_two(Rate(city, employee, RateKind.SEPARATE, nothing, nothing, nothing, False), DAY)
    assert dict(Event.objects.filter(verb="set").values_list("noun", "obligation")) == articles


def test_a_missing_figure_is_an_alert_by_the_act_in_use_where_it_speaks(scene: Scene, act: str) -> None:
    AnnualLimit.objects.all().delete()
    refusal = json.loads(scene.settle().body)
    assert refusal["code"] == "LIMITS_MISSING"
    assert [refusal["source"], Alert.objects.get().source] == {HUNAN: ["HN-9"] * 2, JIANGSU: [None, ""]}[act]


@pytest.mark.parametrize("province", acts_with_citations())
def test_every_rule_of_the_counter_refuses_by_its_own_act(province: str) -> None:
    policy = load_policy(province)
    cited = {citation(policy, rule.demand).cites for rule in RULES if rule.exists(policy)}
    assert {article.split("-")[0] for article in cited if article and "号" not in article} == {policy.act.id}


@pytest.mark.parametrize(
    ("province", "foreign"), [("hunan", ["单独支付", "医保办", "备案"]), ("jiangsu", ["单行支付", "医保科", "延期"])]
)
def test_no_rule_of_the_counter_speaks_in_the_words_of_another_act(province: str, foreign: list[str]) -> None:
    policy = load_policy(province)
    sentences = "".join(getsource(type(rule)) for rule in RULES if rule.exists(policy))
    assert [word for word in foreign if word in sentences] == []


def test_no_page_of_a_settlement_names_another_act(scene: Scene, act: str, at_noon: None, client: Browser) -> None:
    claim = int(json.loads(scene.settle().body)["setl_id"])
    pharmacist = StaffFactory(institution=scene.pharmacy, account__role=Role.PHARMACIST).account
    client.force_login(pharmacist, backend="django.contrib.auth.backends.ModelBackend")
    addresses = [reverse(f"settlement:{name}", args=[claim]) for name in ("claim", "receipt")]
    addresses += [reverse("settlement:account", args=[scene.account.pk]), reverse("settlement:months")]
    pages = [client.get(address).content.decode() for address in addresses]
    assert set(re.findall(r"/articles/([A-Z]+)-", "".join(pages))) == {act}


def test_a_receipt_names_articles_by_their_printed_numbers(
    scene: Scene, act: str, at_noon: None, client: Browser
) -> None:
    claim = int(json.loads(scene.settle().body)["setl_id"])
    pharmacist = StaffFactory(institution=scene.pharmacy, account__role=Role.PHARMACIST).account
    client.force_login(pharmacist, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("settlement:receipt", args=[claim])).content.decode()
    assert {HUNAN: "结算（第二十九条）", JIANGSU: "结算（第九条（四））"}[act] in page
    assert "（）" not in page
