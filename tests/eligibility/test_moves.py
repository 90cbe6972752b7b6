"""A move takes an entitlement along on its day: not before, not twice, and not if it is called off until then."""

from datetime import date, datetime, timedelta

import pytest

from eligibility.entitlements import actions as entitlements
from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.queries.entitlements import visible_to
from eligibility.entitlements.words import EndCause
from eligibility.people import actions as persons
from eligibility.people.words import InsuranceType
from kit.clock import SHANGHAI
from province.events.models import Event
from province.jobs.schedule import JOBS
from settlement.claims.models import Claim
from tests.eligibility.conftest import Cast
from tests.factories.province import AreaFactory
from tests.settlement.scene import DAY, NOON, Scene

pytestmark = pytest.mark.django_db

BEFORE, MOVE, AFTER = date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2)
HOME, AWAY = "430102", "430202"


def enrol(held: Entitlement, area: str, first: date, on: date = DAY) -> None:
    place = AreaFactory(code=area)
    persons.enrol(person=held.person, insurance_type=InsuranceType.EMPLOYEE, area=place, first=first, by=None, on=on)


def area_on(held: Entitlement, *days: date) -> list[str]:
    """Where the entitlement is after each of these nights."""
    areas = []
    for day in days:
        JOBS["follow_moves"].work(datetime(day.year, day.month, day.day, 0, 5, tzinfo=SHANGHAI))
        held.refresh_from_db()
        areas.append(held.insured_area_id)
    return areas


def test_a_move_told_ahead_takes_the_entitlement_along_on_its_day(held: Entitlement) -> None:
    enrol(held, AWAY, MOVE)
    assert area_on(held, DAY, BEFORE, MOVE, AFTER) == [HOME, HOME, AWAY, AWAY]
    assert list(Event.objects.filter(verb="move").values_list("on", "area", "after")) == [(MOVE, AWAY, AWAY)]


@pytest.mark.parametrize("first", [DAY, date(2026, 11, 1)], ids=["today", "told late"])
def test_a_move_that_has_begun_takes_it_along_at_once(held: Entitlement, first: date) -> None:
    enrol(held, AWAY, first)
    held.refresh_from_db()
    assert held.insured_area_id == AWAY


CORRECTED = {
    "called off": ([(HOME, MOVE)], [HOME, HOME, HOME]),
    "a day later": ([(HOME, MOVE), (AWAY, AFTER)], [HOME, HOME, AWAY]),
    "a day earlier": ([(AWAY, BEFORE)], [AWAY, AWAY, AWAY]),
    "back the next day": ([(HOME, AFTER)], [HOME, AWAY, HOME]),
}


@pytest.mark.parametrize(("told", "areas"), CORRECTED.values(), ids=CORRECTED)
def test_what_is_told_last_of_a_move_counts(held: Entitlement, told: list[tuple[str, date]], areas: list[str]) -> None:
    enrol(held, AWAY, MOVE)
    for area, first in told:
        enrol(held, area, first)
    assert area_on(held, BEFORE, MOVE, AFTER) == areas


def test_a_move_that_was_wrong_is_taken_back_after_its_day(held: Entitlement) -> None:
    enrol(held, AWAY, DAY)
    enrol(held, HOME, DAY)
    held.refresh_from_db()
    assert (held.insured_area_id, Event.objects.filter(verb="move").count()) == (HOME, 2)


def test_until_the_day_the_old_agency_has_it_and_from_then_on_the_new_one(held: Entitlement, cast: Cast) -> None:
    enrol(held, AWAY, MOVE)
    desks = (cast.supervisor, cast.stranger_clerk)
    assert [visible_to(desk).exists() for desk in desks] == [True, False]
    area_on(held, MOVE)
    assert [visible_to(desk).exists() for desk in desks] == [False, True]


def test_what_is_over_before_the_move_stays_where_it_was(held: Entitlement) -> None:
    enrol(held, AWAY, MOVE)
    entitlements.end(entitlement=held, cause=EndCause.CANCELLED, last_day=BEFORE, by=None, on=DAY)
    assert area_on(held, MOVE) == [HOME]


def test_a_sale_is_counted_where_she_is_insured_on_the_purchase_day() -> None:
    scene = Scene()
    tomorrow = scene.another(issued_on=DAY + timedelta(days=1))
    enrol(scene.entitlement, "430103", DAY + timedelta(days=1))
    scene.settle()
    next_day = tomorrow.order(purchase_day=DAY + timedelta(days=1))
    tomorrow.settle(next_day, at=NOON + timedelta(days=1))
    assert list(Claim.objects.order_by("pk").values_list("insured_area", flat=True)) == [HOME, "430103"]
