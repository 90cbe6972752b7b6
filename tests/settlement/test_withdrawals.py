"""A prescription taken back while some of it is sold: what came before has its way, nothing comes after."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial

import pytest
import time_machine
from django.urls import reverse

from eligibility.prescriptions import actions as prescriptions
from eligibility.prescriptions.errors import PrescriptionUsed
from kit.period import Period
from physicians.responsible.models import ResponsiblePhysician
from physicians.responsible.words import PhysicianState
from province.staff.words import Role
from settlement.claims.models import Claim
from tests.factories.physicians import StaffFactory
from tests.settlement.scene import DAY, NOON, Scene
from tests.settlement.test_races import body, check_books
from tests.support.browsers import browser_of
from tests.support.crowd import at_once, patiently

EVENING = NOON + timedelta(hours=6)
A_MINUTE = timedelta(minutes=1)


def withdraw(scene: Scene, at: datetime = NOON) -> object:
    physician = scene.prescription.physician.account
    return prescriptions.withdraw(prescription=scene.prescription, why="严重不良反应", by=physician, at=at)


def partly_sold() -> Scene:
    """One pack of three is sold, then the rest is taken back at noon."""
    scene = Scene()
    scene.settle()
    withdraw(scene)
    return scene


REPORTED = {
    "the moment before": ({"purchased_at": NOON - A_MINUTE}, 201),
    "the very moment": ({"purchased_at": NOON}, 422),
    "the moment after": ({"purchased_at": NOON + A_MINUTE}, 422),
    "the same day, no moment named": ({}, 422),
    "the day before": ({"purchase_day": DAY - timedelta(days=1)}, 201),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("given", "status"), REPORTED.values(), ids=REPORTED)
def test_a_sale_reported_after_the_withdrawal_has_its_way_if_it_came_before(
    given: dict[str, object], status: int
) -> None:
    scene = Scene(issued_on=DAY - timedelta(days=1), period=Period(DAY - timedelta(days=1), DAY))
    scene.settle()
    withdraw(scene)
    answer = scene.settle(scene.order(**given), at=EVENING)
    assert answer.status == status
    assert body(answer).get("warnings", ["SOLD_BEFORE_WITHDRAWAL"]) == ["SOLD_BEFORE_WITHDRAWAL"]


@pytest.mark.django_db
def test_the_refusal_says_when_that_the_rest_is_stopped_and_what_to_do() -> None:
    answer = body(partly_sold().settle(at=EVENING))
    assert (answer["code"], answer["detail"]) == (
        "PRESCRIPTION_WITHDRAWN",
        "处方已于 2026-11-23 12:00 作废，余量已停用，不能再凭它购药。如在作废之前已经售出，请写明售出的时刻补报。",
    )


@pytest.mark.django_db
def test_what_was_settled_stands_and_can_be_taken_back() -> None:
    scene = partly_sold()
    claim = Claim.objects.get()
    assert scene.dispensed == 1
    assert scene.reverse(claim.pk).status == 201
    assert scene.settle(at=EVENING).status == 422


@pytest.mark.django_db
def test_the_counter_page_says_so_too() -> None:
    scene = partly_sold()
    pharmacist = StaffFactory(institution=scene.pharmacy, account__role=Role.PHARMACIST).account
    with time_machine.travel(EVENING, tick=False):
        shown = browser_of(pharmacist).get(reverse("settlement:sale", args=[scene.prescription.pk])).content.decode()
    for words in ("余量已作废", "余 2 盒已停用", "2026-11-23 12:00"):
        assert words in shown


@pytest.mark.django_db
def test_a_physician_who_has_left_the_list_since_he_signed_costs_the_pharmacy_nothing() -> None:
    scene = Scene()
    ResponsiblePhysician.objects.update(state=PhysicianState.REMOVED)
    scene.prescription.physician.publications.all().delete()
    assert scene.settle().status == 201


def test_of_a_sale_of_all_and_a_withdrawal_at_once_exactly_one_comes_through(own_database: str) -> None:
    storm(6)


@pytest.mark.prove
def test_so_it_is_three_hundred_times(own_database: str) -> None:
    for _ in range(50):
        storm(6)
    assert Claim.objects.count() not in (0, 300)


def storm(times: int) -> None:
    """A sale of everything and a withdrawal, at the same moment: one wins, and the other is told which."""
    scenes = [Scene() for _ in range(times)]
    works: list[Callable[[], object]] = []
    for scene in scenes:
        order = scene.order(scene.line(Decimal(3)))
        works += [patiently(partial(scene.settle, order, at=NOON)), patiently(partial(withdraw, scene))]
    results = at_once(works)
    for sale, withdrawal in zip(results[::2], results[1::2], strict=True):
        answer = body(sale)
        if "setl_id" in answer:
            assert isinstance(withdrawal, PrescriptionUsed), repr(withdrawal)
        else:
            assert answer["code"] == "PRESCRIPTION_WITHDRAWN"
            assert not isinstance(withdrawal, Exception), repr(withdrawal)
    check_books()
