"""What becomes known after a sale, and says that it should not have been paid: the sale is named, and only that."""

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse

from eligibility.entitlements import actions as entitlements
from eligibility.entitlements.words import EndCause, SuspensionCause
from eligibility.people import actions as persons
from eligibility.people.models import Enrolment
from eligibility.people.words import InsuranceType
from kit.period import Period
from province.areas.models import Area
from province.staff.words import Role
from settlement.claims.models import Claim
from supervision.alerts import actions as alerts
from supervision.alerts.models import Alert
from supervision.alerts.words import AlertKind, AlertResult
from tests.factories.eligibility import identity_number
from tests.factories.province import AccountFactory, AreaFactory
from tests.settlement.scene import DAY, Scene
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db

# A sale on 2026-11-23; what is told, is told on the 25th.
TOLD = date(2026, 11, 25)
BEFORE, AFTER = date(2026, 11, 22), date(2026, 11, 24)
Truth = Callable[[Scene, date], object]


def die(scene: Scene, last: date) -> object:
    return persons.report_death(person=scene.person, died_on=last, by=None, on=TOLD)


def suspend(scene: Scene, last: date) -> object:
    first = last if last > DAY else DAY
    inquiry = SuspensionCause.INVESTIGATION
    return entitlements.suspend(entitlement=scene.entitlement, cause=inquiry, first=first, by=None, on=TOLD)


def end(scene: Scene, last: date) -> object:
    cause = EndCause.CANCELLED
    return entitlements.end(entitlement=scene.entitlement, cause=cause, last_day=last, by=None, on=TOLD)


def hold(scene: Scene, last: date) -> object:
    first = last if last > DAY else DAY
    return persons.hold(person=scene.person, period=Period(first, None), cause="欠费", by=None, on=TOLD)


def insure_otherwise(scene: Scene, last: date) -> object:
    first, area = (last if last > DAY else DAY), Area.objects.get(pk="430102")
    return persons.enrol(
        person=scene.person, insurance_type=InsuranceType.RESIDENT, area=area, first=first, by=None, on=TOLD
    )


def move(scene: Scene, last: date) -> object:
    first, area = (last if last > DAY else DAY), AreaFactory(code="430202")
    return persons.enrol(
        person=scene.person, insurance_type=InsuranceType.EMPLOYEE, area=area, first=first, by=None, on=TOLD
    )


TRUTHS: dict[str, tuple[Truth, str]] = {
    "a death": (die, "购药日在死亡之后；购药日不在待遇期内。"),
    "a suspension": (suspend, "购药日待遇暂停。"),
    "an end": (end, "购药日不在待遇期内。"),
    "a hold": (hold, "购药日待遇封锁。"),
    "another insurance": (insure_otherwise, "购药日的参保险种或参保地已更正。"),
    "another city": (move, "购药日的参保险种或参保地已更正。"),
}


def named() -> list[tuple[str, str]]:
    rows = Alert.objects.filter(kind=AlertKind.SALE_CONTRADICTED).order_by("id")
    return [(alert.object_id, alert.text) for alert in rows]


@pytest.mark.parametrize(("truth", "words"), TRUTHS.values(), ids=TRUTHS)
def test_a_sale_that_it_touches_is_named_once(truth: Truth, words: str) -> None:
    scene, stranger = Scene(), Scene()
    for each in (scene, stranger):
        each.settle()
    claim = Claim.objects.get(person=scene.person)
    truth(scene, BEFORE)
    assert named() == [(str(claim.pk), f"结算 {claim.pk}：{words}请核实并决定是否追回。")]


@pytest.mark.parametrize(("truth", "words"), TRUTHS.values(), ids=TRUTHS)
def test_a_sale_that_it_does_not_touch_is_not(truth: Truth, words: str) -> None:
    scene = Scene()
    scene.settle()
    truth(scene, AFTER)
    assert named() == []


def test_a_corrected_identity_number_names_what_was_sold_before_and_nothing_after() -> None:
    scene, stranger = Scene(), Scene()
    for each in (scene, stranger):
        each.settle()
    claim, person = Claim.objects.get(person=scene.person), scene.person
    row = persons.PersonRow(
        psn_no=person.pk, name=person.name, identity=identity_number(91_234),
        insurance_type=InsuranceType.EMPLOYEE, area="430102", insured_since=date(2020, 1, 1),
    )  # fmt: skip
    for _ in range(2):
        persons.take_over(rows=[row], by=None, on=TOLD)
    assert named() == [(str(claim.pk), f"结算 {claim.pk}：结算后身份证号已更正。请核实并决定是否追回。")]


def test_neither_is_a_sale_that_was_taken_back() -> None:
    scene = Scene()
    scene.settle()
    scene.reverse(Claim.objects.get().pk)
    die(scene, BEFORE)
    assert named() == []


def test_a_corrected_death_names_what_came_after_the_true_day_and_pays_what_came_before() -> None:
    scene = Scene()
    scene.settle()
    die(scene, date(2026, 11, 21))
    assert scene.another().settle().status == 422
    die(scene, DAY)
    assert scene.another().settle().status == 201
    die(scene, BEFORE)
    assert len(named()) == 2


def test_what_is_learned_after_an_alert_was_dealt_with_is_told_anew() -> None:
    scene = Scene()
    scene.settle()
    suspend(scene, BEFORE)
    supervisor = AccountFactory(role=Role.SUPERVISOR, area=AreaFactory(code="430100"))
    alerts.dismiss(alert=Alert.objects.get(), result=AlertResult.UPHELD, reason="已核实", by=supervisor, on=TOLD)
    die(scene, BEFORE)
    assert len(named()) == 2


def test_officials_find_it_on_the_pages_of_the_person_the_entitlement_and_the_sale() -> None:
    scene = Scene()
    scene.settle()
    claim = Claim.objects.get()
    Enrolment.objects.update(insurance_type=InsuranceType.EMPLOYEE)
    suspend(scene, BEFORE)
    desk = browser_of(AccountFactory(role=Role.SUPERVISOR, area=AreaFactory(code="430100")))
    person, right, sale = (
        reverse("eligibility:person", args=[scene.person.identity_hash]),
        reverse("eligibility:entitlement", args=[scene.entitlement.pk]),
        reverse("settlement:claim", args=[claim.pk]),
    )
    for page in (person, right):
        shown = desk.get(page).content.decode()
        assert "待复核的结算" in shown, page
        assert f"{sale}" in shown
    assert "结算之后查明：购药日待遇暂停。" in desk.get(sale).content.decode()


def test_nothing_is_shown_where_nothing_is_wrong() -> None:
    scene = Scene()
    scene.settle()
    desk = browser_of(AccountFactory(role=Role.SUPERVISOR, area=AreaFactory(code="430100")))
    page = reverse("eligibility:entitlement", args=[scene.entitlement.pk])
    assert "待复核的结算" not in desk.get(page).content.decode()
