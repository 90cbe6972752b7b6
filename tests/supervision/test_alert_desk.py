"""The supervisor's list: how each thing stands, several closed at once, and an officer who is urged."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from province.staff.models import Account
from province.staff.words import Role
from supervision.alerts import actions as alerts
from supervision.alerts.models import Alert
from supervision.alerts.words import AlertState
from tests.factories.province import AccountFactory, AreaFactory
from tests.supervision.test_clearing import decide, early_supply, noted, overdue, review
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db
LIST, HOME = reverse("supervision:alerts"), reverse("province:home")
URGED = "请于周五前决定。"


@pytest.fixture(autouse=True)
def clock(today: date) -> Any:
    with time_machine.travel(f"{today}T09:00:00+08:00", tick=False):
        yield


def official(role: Role = Role.SUPERVISOR, area: str = "430100", name: str = "欧监督") -> Account:
    return AccountFactory(role=role, area=AreaFactory(code=area), name=name)


def page(account: Account, **asked: object) -> str:
    return browser_of(account).get(LIST, asked).content.decode().partition("<table")[2]


def test_a_row_names_the_case_the_patient_the_officer_and_how_it_stands() -> None:
    case = overdue(claimed_by=official(Role.REVIEWER, name="陈审核"))
    row = page(official())
    for words in (case.number, case.person.name, case.drug_name, "陈审核", "待审核决定，已超期"):
        assert words in row
    decide(case)
    assert "现审核通过 2026-11-23" in page(official())


def test_whoever_may_not_read_settlements_reads_no_patient_of_one() -> None:
    noted()
    name = Alert.objects.get()
    department = browser_of(official(Role.LOCAL_DEPARTMENT))
    one = reverse("supervision:alert", args=[name.pk])
    for address in (LIST, one):
        assert "周秀英" not in department.get(address).content.decode()
        assert "周秀英" in browser_of(official()).get(address).content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"state": "waiting"}, 1),
        ({"state": "cause_gone"}, 1),
        ({"state": "closed"}, 0),
        ({"kind": "application_overdue"}, 2),
        ({"kind": "early_supply"}, 0),
        ({"area": "430102"}, 2),
        ({"area": "430103"}, 0),
    ],
)
def test_the_list_is_asked_by_state_kind_and_area(asked: dict[str, str], found: int) -> None:
    decide(overdue()), overdue(), AreaFactory(code="430103")
    review()
    assert page(official(), **asked).count("data-href") == found


def test_the_list_is_asked_by_officer() -> None:
    reviewer = official(Role.REVIEWER)
    mine, _ = overdue(claimed_by=reviewer), overdue()
    rows = page(official(), officer=reviewer.pk)
    assert mine.number in rows
    assert rows.count("data-href") == 1


def test_several_are_ticked_and_closed_with_one_result_which_then_stands_in_the_list() -> None:
    overdue(), overdue()
    supervisor = official()
    desk, numbers = browser_of(supervisor), list(Alert.objects.values_list("pk", flat=True))
    said = {"alerts": numbers, "result": "followed_up", "reason": "已约谈。"}
    assert desk.post(f"{LIST}?state=waiting", said).url == f"{LIST}?state=waiting"
    assert {alert.state for alert in Alert.objects.all()} == {AlertState.CLOSED}
    assert page(supervisor).count(f"已督办，{supervisor.name} 2026-11-23") == 2


def test_a_refusal_keeps_what_was_ticked_and_typed() -> None:
    overdue(), early_supply()
    numbers = list(Alert.objects.values_list("pk", flat=True))
    said = {"alerts": numbers, "result": "upheld", "reason": "一并核实过。"}
    answer = browser_of(official()).post(LIST, said, headers={"accept": "application/json"}).content.decode()
    assert "一次只能处理同一类别的预警" in answer
    assert answer.count(" checked") == 2
    assert "一并核实过。" in answer
    nothing = browser_of(official()).post(LIST, {**said, "alerts": []}, headers={"accept": "application/json"})
    assert "还没有选择预警" in nothing.content.decode()


def test_only_a_supervisor_closes() -> None:
    overdue()
    said = {"alerts": [Alert.objects.get().pk], "result": "upheld", "reason": "核实。"}
    auditor = official(Role.AUDITOR, area="430000")
    browser_of(auditor).post(LIST, said)
    assert Alert.objects.get().is_open
    assert 'name="alerts"' not in page(auditor)


def test_who_is_urged_reads_it_on_every_page_until_he_has_decided() -> None:
    supervisor, reviewer = official(), official(Role.REVIEWER)
    case = overdue(claimed_by=reviewer)
    one = reverse("supervision:urge_alert", args=[Alert.objects.get().pk])
    browser_of(supervisor).post(one, {"reason": URGED})
    for address in (HOME, reverse("catalog:drugs")):
        assert URGED in browser_of(reviewer).get(address).content.decode()
    decide(case)
    assert URGED not in browser_of(reviewer).get(HOME).content.decode()


@pytest.mark.parametrize(
    ("role", "area", "is_told"),
    [
        (Role.REVIEWER, "430100", True),
        (Role.REVIEWER, "430200", False),
        (Role.CLERK, "430100", False),
        (Role.AUDITOR, "430000", False),
    ],
)
def test_what_nobody_has_taken_is_urged_of_those_whose_turn_it_is(role: Role, area: str, is_told: bool) -> None:
    overdue()
    alerts.urge(alert=Alert.objects.get(), reason=URGED, by=official(), on=date(2026, 11, 23))
    assert (URGED in browser_of(official(role, area)).get(HOME).content.decode()) is is_told


def test_an_urging_without_words_is_asked_for_them_and_others_may_not_urge() -> None:
    overdue()
    one = reverse("supervision:urge_alert", args=[Alert.objects.get().pk])
    assert browser_of(official()).post(one, {"reason": ""}).context["urge_form"].errors
    assert browser_of(official(Role.REVIEWER)).post(one, {"reason": URGED}).status_code == 403
    assert browser_of(official(area="430200")).post(one, {"reason": URGED}).status_code == 404
    assert Alert.objects.get().urged_on is None


def test_home_says_what_came_and_went_since_yesterday() -> None:
    decide(overdue()), overdue()
    review()
    text = browser_of(official()).get(HOME).content.decode()
    assert "2 条预警新发出" in text
    assert "1 条预警原因已消除" in text
