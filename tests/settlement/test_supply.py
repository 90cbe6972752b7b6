"""How much one patient may have at once, whoever prescribes and sells it."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest

from catalog.products.models import ProductTerms
from eligibility.prescriptions.models import PrescriptionLine
from eligibility.prescriptions.queries import supplies_of
from eligibility.prescriptions.rules.supply import days_in_hand
from eligibility.prescriptions.words import CareSetting, EarlyReason
from settlement.claims.models import Claim
from tests.factories.settlement import ClientFactory
from tests.settlement.scene import DAY, NOON, Scene

pytestmark = pytest.mark.django_db
MONTH = {"line__supply_days": 30, "line__dose": Decimal(1)}


def buy(scene: Scene, packs: int = 3, after: int = 0, **given: object) -> str:
    """A purchase some days after the first day: the code of its refusal, or nothing."""
    days = timedelta(days=after)
    order = scene.order(scene.line(Decimal(packs)), purchase_day=DAY + days, **given)
    return json.loads(scene.settle(order, at=NOON + days).body).get("code", "")


def in_hand(scene: Scene, day: date = DAY) -> int:
    return days_in_hand(supplies_of(scene.person, scene.product.drug_id, day), day)


def test_three_months_cannot_be_had_in_one_day() -> None:
    scene = Scene(**MONTH)
    sales = [scene, scene.another(**MONTH), scene.another(**MONTH)]
    assert [buy(sale) for sale in sales] == ["", "SUPPLY_IN_HAND", "SUPPLY_IN_HAND"]


def test_nor_by_reporting_the_second_sale_as_one_of_the_day_before() -> None:
    scene = Scene(**MONTH)
    earlier = scene.another(issued_on=DAY - timedelta(days=1), **MONTH)
    day_before = earlier.order(earlier.line(Decimal(3)), purchase_day=DAY - timedelta(days=1))
    assert buy(scene) == ""
    assert json.loads(earlier.settle(day_before).body).get("code") == "SUPPLY_IN_HAND"


@pytest.mark.parametrize(("after", "code"), [(22, "SUPPLY_IN_HAND"), (23, "")])
def test_the_next_month_is_sold_when_this_one_is_almost_used_up(after: int, code: str) -> None:
    scene = Scene(**MONTH)
    buy(scene)
    later = scene.another(issued_on=DAY + timedelta(days=after), **MONTH)
    assert buy(later, after=after) == code


def test_a_sheet_sold_in_parts_is_one_supply() -> None:
    scene = Scene(**MONTH)
    assert [buy(scene, 1) for _ in range(3)] == ["", "", ""]
    assert in_hand(scene) == 30


def test_what_was_given_back_is_not_in_hand() -> None:
    scene = Scene(**MONTH)
    buy(scene)
    scene.reverse(Claim.objects.get().pk)
    assert buy(scene.another(**MONTH)) == ""


def test_what_the_physician_had_a_reason_for_is_sold() -> None:
    scene = Scene(**MONTH)
    buy(scene)
    assert buy(scene.another(early_reason=EarlyReason.TRAVEL, **MONTH)) == ""


def test_another_drug_is_another_supply() -> None:
    scene, other = Scene(**MONTH), Scene(**MONTH)
    PrescriptionLine.objects.filter(prescription=other.prescription).update(dispensed=3, dispensed_on=DAY)
    assert buy(scene) == ""


@pytest.mark.parametrize(("indivisible", "code"), [(False, "SUPPLY_TOO_LONG"), (True, "")])
def test_a_depot_for_three_months_can_be_had_where_its_pack_cannot_be_divided(indivisible: bool, code: str) -> None:
    scene = Scene(line__supply_days=84, line__quantity=Decimal(1), line__cycle_days=84)
    ProductTerms.objects.filter(product=scene.product).update(indivisible=indivisible)
    assert buy(scene, 1) == code


def test_an_inpatient_is_given_what_the_stay_needs() -> None:
    scene = Scene(**MONTH)
    buy(scene)
    inpatient = Scene.of(
        scene.another(setting=CareSetting.INPATIENT, **MONTH).prescription,
        ClientFactory(institution=scene.prescription.hospital),
    )
    assert buy(inpatient, medical_type="21") == ""


def test_counter_and_physician_count_alike() -> None:
    scene = Scene(**MONTH)
    buy(scene)
    for after in (0, 10, 29, 30, 60):
        assert in_hand(scene, DAY + timedelta(days=after)) == max(0, 30 - after)
