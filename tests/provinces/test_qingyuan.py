"""A third province is a folder: its act decides days, rates, titles and steps, and everything cites it alone."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from eligibility.applications.actions import mark_overdue
from kit.period import Period
from physicians.responsible.models import ResponsiblePhysician
from province.events.models import Event
from province.staff.words import Role
from settlement.annual_accounts.models import AnnualAccount
from settlement.claims.models import LedgerEntry
from settlement.figures.models import AnnualLimit
from supervision.alerts.models import Alert
from tests.factories.settlement import LimitFactory
from tests.provinces.chain import DAY, NOMINATION, NOW, QINGYUAN, Chain, NotTaken
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_qingyuan(settings: Any, tmp_path: Any) -> Iterator[Any]:
    settings.PROVINCE = QINGYUAN
    settings.DOCUMENT_ROOT = tmp_path
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def chain() -> Chain:
    return Chain()


@pytest.fixture
def walked(chain: Chain) -> Chain:
    chain.walk()
    return chain


FIGURES = ("medfee_sumamt", "pool_prop_selfpay", "hifp_pay", "fund_pay_sumamt", "psn_part_amt")
FOREIGN = re.compile(r"\b(?:HN|JS)-|湖南|江苏|医保科|医保办")


def test_the_whole_way_from_application_to_reversal_is_paid_by_its_own_rate(walked: Chain) -> None:
    # 340.00 x 65 % = 221.00; 340.00 - 221.00 = 119.00
    sale = ["340.00", "0.6500", "221.00", "221.00", "119.00"]
    assert [walked.settled[name] for name in FIGURES] == sale
    back = ["-340.00", "0.6500", "-221.00", "-221.00", "-119.00"]
    assert [walked.reversed[name] for name in FIGURES] == back


def test_a_resident_is_paid_by_the_other_rate(chain: Chain) -> None:
    for limit in AnnualLimit.objects.all():
        LimitFactory(area=limit.area, kind=limit.kind, insurance_type="390")
    chain.walk("390")
    # 340.00 x 55 % = 187.00; 340.00 - 187.00 = 153.00
    assert [chain.settled[name] for name in FIGURES] == ["340.00", "0.5500", "187.00", "187.00", "153.00"]


def test_a_case_is_decided_within_its_own_days_and_without_an_expert(walked: Chain) -> None:
    steps = Event.objects.filter(noun="application", object_id=str(walked.case.pk)).order_by("pk")
    verbs = [verb for verb in steps.values_list("verb", flat=True) if verb not in ("update", "add_material")]
    assert verbs == ["draft", "sign", "endorse", "submit", "accept_short", "approve"]
    # Seven working days after Monday the 23rd, and to the end of the year in which it begins.
    assert walked.case.deadline == date(2026, 12, 2)
    assert walked.case.entitlement.period == Period(DAY, date(2026, 12, 31))


def test_a_physician_of_a_lower_title_is_recorded_and_published(walked: Chain) -> None:
    verbs = Event.objects.filter(noun="physician").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["nominate", "record", "publish"]
    assert ResponsiblePhysician.objects.get().title == "attending"


def test_who_does_not_work_at_the_bedside_is_refused_by_its_own_article(chain: Chain) -> None:
    away = {key: value for key, value in NOMINATION.items() if key != "front_line"}
    answer = browser_of(chain.accounts[Role.INSURANCE_OFFICE]).post(reverse("physicians:nominate"), away)
    assert list(answer.context["form"].errors) == ["front_line"]
    assert "QY-12" in answer.content.decode()


def test_a_prescription_is_no_longer_than_its_own_days(chain: Chain) -> None:
    for step in (chain.insure, chain.publish, chain.apply, chain.decide):
        step()
    with pytest.raises(NotTaken, match="21"):
        chain.prescribe(days=22)


def test_whatever_is_recorded_and_explained_cites_its_act_alone(walked: Chain) -> None:
    events = set(Event.objects.values_list("obligation", flat=True))
    ledger = set(LedgerEntry.objects.values_list("source", flat=True))
    assert {source[:3] for source in events | ledger if source} == {"QY-"}
    assert {"QY-12.3", "QY-13.1", "QY-16.1", "QY-17.1", "QY-17.2"} <= events


def test_a_case_that_waits_too_long_is_overdue_by_its_own_article(chain: Chain) -> None:
    for step in (chain.insure, chain.publish, chain.apply):
        step()
    browser_of(chain.accounts[Role.CLERK]).post(chain.page("accept_application"))
    assert mark_overdue(on=date(2026, 12, 2)) == 0
    assert mark_overdue(on=date(2026, 12, 3)) == 1
    assert Event.objects.get(verb="overdue").obligation == "QY-13.1"


def test_a_refusal_and_an_alert_at_the_counter_cite_its_act_alone(walked: Chain) -> None:
    refused = walked.counter.post("settlements", walked.sale | {"psn_no": "98010200009999"}, "sale-2").json()
    assert refused["source"].startswith("QY-")
    AnnualLimit.objects.all().delete()
    missing = walked.counter.post("settlements", walked.sale, "sale-3").json()
    assert (missing["code"], missing["source"]) == ("LIMITS_MISSING", "QY-6")
    assert set(Alert.objects.values_list("source", flat=True)) == {"QY-6"}


PAGES = {
    Role.PHYSICIAN: ("eligibility:applications", "eligibility:entitlements", "eligibility:prescriptions"),
    Role.CLERK: ("eligibility:intake", "physicians:institutions"),
    Role.REVIEWER: ("eligibility:review", "physicians:physicians"),
    Role.SUPERVISOR: ("province:home", "physicians:coverage", "province:parameters", "province:register"),
}


@pytest.mark.parametrize("role", PAGES)
def test_no_page_names_another_act_or_province(walked: Chain, role: Role) -> None:
    desk = browser_of(walked.accounts[role])
    for name in PAGES[role]:
        answer = desk.get(reverse(name))
        assert answer.status_code == 200
        assert name == "province:register" or FOREIGN.findall(answer.content.decode()) == []


@pytest.mark.parametrize("name", ["case", "claim", "account", "entitlement"])
def test_the_patients_own_pages_name_its_act_and_no_other(walked: Chain, name: str) -> None:
    address, role = {
        "case": (walked.page("case"), Role.CLERK),
        "entitlement": (reverse("eligibility:entitlement", args=[walked.case.entitlement.pk]), Role.CLERK),
        "claim": (reverse("settlement:claim", args=[walked.settled["setl_id"]]), Role.PHARMACIST),
        "account": (reverse("settlement:account", args=[AnnualAccount.objects.get().pk]), Role.SUPERVISOR),
    }[name]
    page = browser_of(walked.accounts[role]).get(address).content.decode()
    assert "QY-" in page
    assert FOREIGN.findall(page) == []


def test_an_article_opens_with_its_own_words(chain: Chain) -> None:
    page = browser_of(chain.accounts[Role.AUDITOR]).get(reverse("province:article", args=["QY-13.1"]))
    assert "青源省双通道药品保障办法" in page.content.decode()


def test_the_hospitals_office_has_the_acts_own_name(walked: Chain) -> None:
    page = browser_of(walked.accounts[Role.CLERK]).get(walked.page("case")).content.decode()
    assert "医院医保服务站" in page
