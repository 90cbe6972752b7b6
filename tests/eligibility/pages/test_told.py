"""The first page: what came back, what is next, what ends soon and what is new, to whom it concerns."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from eligibility.applications import actions as applications
from kit.clock import now
from kit.period import Period
from province.calendar.actions import load_published_year
from province.jobs.schedule import JOBS
from province.staff.models import Account
from province.staff.words import Role
from tests.eligibility.conftest import Cast, Stage
from tests.factories.catalog import ListingFactory
from tests.factories.eligibility import EntitlementFactory
from tests.factories.physicians import AgreementFactory, HospitalFactory
from tests.factories.province import AccountFactory, AreaFactory
from tests.factories.settlement import LimitFactory
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db
HOME = reverse("province:home")


@pytest.fixture(autouse=True)
def clock(today: date) -> Any:
    with time_machine.travel(f"{today}T09:00:00+08:00", tick=False):
        yield


def home(account: Account) -> str:
    return browser_of(account).get(HOME).content.decode().partition("<main")[2]


def official(role: Role, area: str = "430000") -> Account:
    return AccountFactory(role=role, area=AreaFactory(code=area))


def test_a_physician_is_told_on_every_page_what_came_back_and_why(case_in: Stage, cast: Cast, today: date) -> None:
    case = case_in("signed")
    applications.hand_back(application=case, why="身份证照片反光，请重拍。", by=cast.office, on=today)
    page = browser_of(cast.physician).get(reverse("catalog:drugs")).content.decode()
    assert "1 件申请被退回" in page
    assert "身份证照片反光，请重拍。" in page
    came_back = browser_of(cast.physician).get(reverse("eligibility:applications"), {"back": "yes"})
    assert case.number in came_back.content.decode()
    assert "被退回" not in home(cast.stranger_physician)


@pytest.mark.parametrize(
    ("stage", "who"),
    [("signed", "office"), ("submitted", "clerk"), ("accepted", "expert"), ("reviewed", "reviewer")],
)
def test_whoever_has_the_turn_sees_the_case_among_the_next(case_in: Stage, cast: Cast, stage: str, who: str) -> None:
    case = case_in(stage)
    assert f"{reverse('eligibility:case', args=[case.pk])}" in home(getattr(cast, who))
    others = {"clerk": "stranger_clerk", "office": "stranger_office", "reviewer": "stranger_reviewer"}
    if who in others:
        assert case.number not in home(getattr(cast, others[who]))


def test_an_expert_reads_no_name_among_the_next(case_in: Stage, cast: Cast) -> None:
    case = case_in("accepted")
    page = home(cast.expert)
    assert case.number in page
    assert case.person.name not in page


def test_a_decision_is_news_to_physician_and_hospital_for_a_day(case_in: Stage, cast: Cast, today: date) -> None:
    case_in("approved")
    for account in (cast.physician, cast.office):
        assert "已有审核结果" in home(account)
    assert "已有审核结果" not in home(cast.stranger_physician)
    with time_machine.travel(f"{today + timedelta(days=2)}T09:00:00+08:00", tick=False):
        assert "已有审核结果" not in home(cast.physician)


def test_a_reviewer_hears_what_the_expert_signed(case_in: Stage, cast: Cast) -> None:
    case_in("reviewed")
    assert "专家同意" in home(cast.reviewer)


@pytest.mark.parametrize(("days", "word"), [(7, "7 天内期满"), (30, "30 天内期满"), (90, "90 天内期满"), (91, "")])
def test_entitlements_that_end_soon_are_counted_by_their_terms(cast: Cast, today: date, days: int, word: str) -> None:
    last = today + timedelta(days=days)
    EntitlementFactory(application__physician=cast.physician.physician, period=Period(date(2026, 11, 20), last))
    page = home(cast.clerk)
    assert word in page
    assert page.count("天内期满") == bool(word)


def test_a_listing_that_ends_is_told_with_its_patients_until_another_follows(today: date) -> None:
    held = EntitlementFactory(period=Period(date(2026, 11, 20), date(2026, 12, 31)))
    held.drug.listings.all().delete()
    ListingFactory(drug=held.drug, period=Period(date(2026, 1, 1), date(2026, 12, 31)))
    catalog = official(Role.CATALOG_ADMIN)
    assert "1 种药品的目录有效期止于 2026-12-31" in home(catalog)
    assert "涉及 1 名患者" in home(catalog)
    ListingFactory(drug=held.drug, period=Period(date(2027, 1, 1), date(2027, 12, 31)))
    assert "目录有效期止于" not in home(catalog)


def test_an_agreement_that_ends_is_told_to_its_area_and_hospital(today: date) -> None:
    hospital = HospitalFactory(name="快到期医院", agreement=False, area=AreaFactory(code="430102"))
    AgreementFactory(institution=hospital, period=Period(date(2026, 1, 1), date(2026, 12, 31)))
    assert "快到期医院" in home(official(Role.PROVINCIAL_AGENCY))
    assert "快到期医院" not in home(official(Role.REVIEWER, "430200"))


def test_limits_without_a_successor_are_told_to_those_who_answer_for_them() -> None:
    LimitFactory(area=AreaFactory(code="430100"), period=Period(date(2026, 1, 1), date(2026, 12, 31)))
    assert "没有后续标准" in home(official(Role.CATALOG_ADMIN))
    assert "没有后续标准" not in home(official(Role.REVIEWER, "430200"))


def test_the_calendar_of_next_year_is_told_until_it_is_loaded(today: date) -> None:
    load_published_year(year=2026, by=None, on=today)
    with time_machine.travel("2026-12-20T09:00:00+08:00", tick=False):
        assert "2027 年的放假安排尚未载入" in home(official(Role.CATALOG_ADMIN))


def test_who_decides_and_whose_patients_wait_are_told_of_a_listing_that_ran_out(today: date, cast: Cast) -> None:
    held, last = EntitlementFactory(hospital=cast.office.post.institution), today - timedelta(days=1)
    held.drug.listings.update(period=Period(date(2026, 1, 1), last))
    JOBS["expire_listings"].work(now())
    curator = home(official(Role.CATALOG_ADMIN))
    assert f"1 种药品的目录有效期已于 {last} 届满" in curator
    assert "1 份待遇暂停，2027-02-20（含）之前未续约的到届满之日为止" in curator
    assert f"{held.generic_name}：1 份待遇暂停" in home(cast.office)
    assert "份待遇暂停" not in home(cast.stranger_office)
    drug = browser_of(official(Role.CATALOG_ADMIN)).get(reverse("catalog:drug", args=[held.drug_id])).content.decode()
    assert f"1 名患者的待遇自 {today} 起暂停" in drug
    assert "2027-02-20（含）之前续约的，中间不断档" in drug
