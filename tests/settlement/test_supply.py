"""How much one patient may have at once, whoever prescribes and sells it."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from catalog.products.models import ProductTerms
from eligibility.entitlements.models import Entitlement
from eligibility.prescriptions.models import PaperPrescription, PrescriptionLine
from eligibility.prescriptions.queries import supplies_of
from eligibility.prescriptions.rules.supply import days_in_hand
from eligibility.prescriptions.words import CareSetting, EarlyReason
from kit.period import Period
from settlement.claims.models import Claim
from tests.factories.province import AccountFactory
from tests.factories.rows import TWO_YEARS
from tests.factories.settlement import ClientFactory
from tests.settlement.scene import DAY, NOON, Scene

pytestmark = pytest.mark.django_db
MONTH = {"line__supply_days": 30, "line__dose": Decimal(1)}
BEFORE = DAY - timedelta(days=20)


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


def on_paper(scene: Scene, written_on: date, **given: object) -> Scene:
    """What was written on paper before, in the last days before the decision, on record since today."""
    Entitlement.objects.update(
        granted=Period(BEFORE, TWO_YEARS.last), period=Period(BEFORE, TWO_YEARS.last), retroactive=Period(BEFORE, DAY)
    )
    paper = PaperPrescription.objects.create(
        entitlement=scene.entitlement, written_on=written_on, recorded_on=DAY, size=1, added_by=AccountFactory()
    )
    return scene.another(issued_on=written_on, paper=paper, **MONTH, **given)


@pytest.mark.parametrize("written_on", [BEFORE, DAY])
def test_what_is_on_record_from_paper_is_never_sold(written_on: date) -> None:
    recorded = on_paper(Scene(**MONTH), written_on, period=Period(written_on, DAY))
    assert buy(recorded, 1) == "PRESCRIPTION_ON_PAPER"


@pytest.mark.parametrize(("withdrawn_at", "code"), [(None, "SUPPLY_IN_HAND"), (NOON, "")])
def test_what_was_bought_on_paper_is_in_hand_at_the_counter_until_its_record_is_taken_back(
    withdrawn_at: datetime | None, code: str
) -> None:
    scene = Scene(**MONTH)
    on_paper(scene, BEFORE, withdrawn_at=withdrawn_at)
    assert buy(scene) == code
