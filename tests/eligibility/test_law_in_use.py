"""What is recorded of entitlements and prescriptions cites the act in use, or nothing where that act is silent."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from catalog.listings.announcements import DrugLeft
from eligibility.applications.forms.filing import ApplicationForm
from eligibility.entitlements import actions as entitlements
from eligibility.entitlements.forms import SuspendForm
from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.words import EndCause, SuspensionCause
from eligibility.prescriptions import actions as prescriptions
from eligibility.prescriptions.actions import Line, Order
from eligibility.prescriptions.rules.supply import Regimen
from kit.clock import SHANGHAI
from province.events.models import Event
from tests.eligibility.conftest import Cast
from tests.factories.catalog import ProductFactory
from tests.factories.eligibility import ApplicationFactory, EntitlementFactory
from tests.factories.physicians import HospitalFactory, PharmacyFactory
from tests.factories.province import AreaFactory
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 1, 12, 0, tzinfo=SHANGHAI)

CITED = {
    "hunan": {
        "suspend": "国务院令第735号", "resume": "国务院令第735号", "change_institution": "HN-23.1",
        "confirm_manufacturer": "HN-24.4",
        "find_manufacturer": "HN-24.4", "refuse_manufacturer": "HN-24.4",
        "issue": "HN-28.4", "withdraw": "HN-28.3", "move": "HN-5.1", "end": "HN-23", "expire": "HN-23.6",
        "drug_left": "HN-23.9",
    },
    "jiangsu": {
        "suspend": "JS-14", "resume": "JS-14", "change_institution": "JS-10.1", "confirm_manufacturer": "",
        "find_manufacturer": "", "refuse_manufacturer": "",
        "issue": "JS-9(3)", "withdraw": "", "move": "", "end": "JS-9(5)", "expire": "JS-9(5)",
        "drug_left": "JS-2.3",
    },
}  # fmt: skip


def order_for(entitlement: Entitlement) -> Order:
    line = Line(
        product=entitlement.application.product, quantity=Decimal(1), regimen=Regimen(Decimal(1)), usage="每日一次"
    )
    code = entitlement.diagnosis_code
    return Order(lines=[line], diagnosis_code=code, diagnosis="肺恶性肿瘤", identity_checked=True)


def live_through(entitlement: Entitlement, cast: Cast, on: date) -> None:
    """Do everything to one entitlement that can be done to it, and end it."""
    cause = SuspensionCause.INVESTIGATION
    entitlements.suspend(entitlement=entitlement, cause=cause, first=on, by=cast.supervisor, on=on)
    entitlements.resume(entitlement=entitlement, cause=cause, by=cast.supervisor, on=on)
    hospital, pharmacy, later = HospitalFactory(), PharmacyFactory(), date(2026, 12, 1)
    entitlements.change_institution(
        entitlement=entitlement, hospital=hospital, pharmacy=pharmacy, by=cast.clerk, on=later
    )
    entitlements.change_institution(
        entitlement=entitlement, hospital=cast.physician.physician.hospital, pharmacy=pharmacy, by=cast.clerk, on=later
    )
    product = ProductFactory(drug=entitlement.drug)
    first, second = (
        entitlements.find_manufacturer(
            entitlement=entitlement, product=found, label_confirmed=True, by=cast.physician, on=later
        )
        for found in (product, ProductFactory(drug=entitlement.drug))
    )
    entitlements.confirm_manufacturer(entitlement=entitlement, finding=first, by=cast.office, on=later)
    entitlements.refuse_manufacturer(
        entitlement=entitlement, finding=second, why="说明书不同", by=cast.office, on=later
    )
    order = order_for(entitlement)
    prescription = prescriptions.issue(entitlement=entitlement, order=order, by=cast.physician, on=later)
    prescriptions.withdraw(prescription=prescription, why="开错", by=cast.physician, at=NOON)
    entitlement.person.enrolments.update(area=AreaFactory(code="430202"))
    entitlements.follow_move(person=entitlement.person_id, by=None, on=later)
    entitlements.end(entitlement=entitlement, cause=EndCause.CHANGED, last_day=later, by=None, on=later)


@pytest.mark.parametrize("act", CITED)
def test_every_event_of_an_entitlement_cites_the_act_in_use(act: str, cast: Cast, today: date, settings: Any) -> None:
    settings.PROVINCE = act
    live_through(EntitlementFactory(application__physician=cast.physician.physician), cast, today)
    EntitlementFactory()
    entitlements.expire(on=date(2029, 1, 1))
    left = EntitlementFactory()
    entitlements.end_for_drug(DrugLeft(drug_id=left.drug_id, last_day=date(2026, 12, 5), by=None, on=today))
    events = Event.objects.filter(noun__in=["entitlement", "prescription"])
    assert dict(events.values_list("verb", "obligation")) == CITED[act]


GROUNDS = {
    "hunan": {"医保待遇中断": "HN-5.2", "核查中": "国务院令第735号"},
    "jiangsu": {"未按期复查评估": "JS-9(5).5", "医保待遇中断": "", "核查中": "JS-14"},
}


@pytest.mark.parametrize("act", GROUNDS)
def test_an_entitlement_is_suspended_on_the_grounds_that_the_act_in_use_knows(
    act: str, cast: Cast, today: date, settings: Any
) -> None:
    settings.PROVINCE = act
    for value, _ in SuspendForm(None).fields["cause"].choices:
        held, cause = EntitlementFactory(), SuspensionCause(value)
        entitlements.suspend(entitlement=held, cause=cause, first=today, by=cast.supervisor, on=today)
    events = Event.objects.filter(verb="suspend").order_by("pk")
    assert dict(events.values_list("why", "obligation")) == GROUNDS[act]


STEPS = {
    "hunan": ("上传身份证复印件、医保电子凭证", "受理后 15 个工作日内有结果"),
    "jiangsu": ("上传疾病诊断材料、医保电子凭证", "收件后 1 个工作日内有结果"),
}


@pytest.mark.parametrize("act", STEPS)
def test_the_way_to_an_entitlement_is_told_as_the_act_in_use_has_it(act: str, cast: Cast, settings: Any) -> None:
    settings.PROVINCE = act
    shown = browser_of(cast.physician).get(reverse("eligibility:begin")).content.decode()
    assert all(step in shown for step in STEPS[act])


KINDS = {"hunan": ["first", "change", "addition", "renewal"], "jiangsu": ["first", "change", "addition"]}


@pytest.mark.parametrize("act", KINDS)
def test_an_application_offers_the_kinds_and_the_ticks_of_the_act_in_use(act: str, cast: Cast, settings: Any) -> None:
    settings.PROVINCE = act
    person, physician = EntitlementFactory().person, cast.physician.physician
    form = ApplicationForm(None, person=person, physician=physician, day=date(2026, 11, 23))
    assert [kind for kind, _ in form.fields["kind"].choices] == KINDS[act]
    assert ("meets_label" in form.fields) == (act == "hunan")


@pytest.mark.parametrize("name", ["review", "opinions"])
def test_a_queue_of_a_step_that_the_act_leaves_out_has_no_page_and_no_place(
    name: str, cast: Cast, settings: Any
) -> None:
    settings.PROVINCE = "jiangsu"
    account = {"review": cast.reviewer, "opinions": cast.expert}[name]
    answer = browser_of(account).get(reverse(f"eligibility:{name}"))
    assert (answer.status_code, "规程没有这一步。备案只核验材料完整性" in answer.content.decode()) == (404, True)
    home = browser_of(account).get(reverse("province:home")).content.decode()
    assert reverse(f"eligibility:{name}") not in home


def test_a_step_that_the_act_leaves_out_is_not_taken_by_its_address(cast: Cast, settings: Any) -> None:
    settings.PROVINCE = "jiangsu"
    case = ApplicationFactory(physician=cast.physician.physician)
    assert browser_of(cast.clerk).post(reverse("eligibility:accept_application", args=[case.pk])).status_code == 404
    assert (
        "没有单独的受理环节"
        in browser_of(cast.clerk).post(reverse("eligibility:accept_application", args=[case.pk])).content.decode()
    )


SHOWN = {
    "hunan": ("HN-22", "HN-24.4", "HN-33", "HN-28.5", "HN-5.1"),
    "jiangsu": ("JS-5",),
}


@pytest.mark.parametrize("act", SHOWN)
def test_pages_of_an_entitlement_cite_the_act_in_use_and_no_other(
    act: str, cast: Cast, today: date, settings: Any
) -> None:
    settings.PROVINCE = act
    entitlement = EntitlementFactory(application__physician=cast.physician.physician)
    prescription = prescriptions.issue(
        entitlement=entitlement, order=order_for(entitlement), by=cast.physician, on=today
    )
    person = entitlement.person.identity_hash
    pages = [("entitlement", entitlement.pk), ("prescribe", entitlement.pk), ("prescription", prescription.pk)]
    with time_machine.travel(f"{today}T10:00:00+08:00", tick=False):
        seen = [browser_of(cast.physician).get(reverse(f"eligibility:{name}", args=[key])) for name, key in pages]
        seen += [browser_of(cast.office).get(reverse("eligibility:entitlement", args=[entitlement.pk]))]
        seen += [browser_of(cast.physician).get(reverse("eligibility:person", args=[person]))]
    cited = {found for page in seen for found in re.findall(r'href="/articles/([^"]+)/"', page.content.decode())}
    assert set(SHOWN[act]) <= cited
    assert {article[:3] for article in cited} == {SHOWN[act][0][:3]}
