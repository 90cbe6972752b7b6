"""Each rule of the counter, broken alone: its code, stored under the key, and nothing paid."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from catalog.admissions.models import Admission
from catalog.drugs.words import DrugOrigin, NationalSection
from catalog.listings.models import Listing
from catalog.prices.models import PaymentStandard
from eligibility.entitlements.models import ConfirmedManufacturer, Suspension
from eligibility.entitlements.words import EndCause, SuspensionCause
from eligibility.people.models import BenefitHold, Enrolment
from eligibility.prescriptions.models import PrescriptionLine
from eligibility.prescriptions.words import CareSetting
from kit.period import Period
from physicians.agreements.models import Agreement
from physicians.institutions.models import InstitutionSuspension
from settlement.annual_accounts.models import AnnualAccount
from settlement.claims.models import Claim
from settlement.counter.models import Answer
from settlement.counter.rules.answers import FOR_GOOD
from settlement.counter.rules.orders import Order
from settlement.figures.models import AnnualLimit
from settlement.figures.words import LimitKind
from tests.factories.catalog import StandardFactory
from tests.factories.physicians import PharmacyFactory
from tests.factories.settlement import (
    ClientFactory,
    RecognitionFactory,
    SignedPrescriptionFactory,
)
from tests.settlement.scene import DAY, NOON, PRICE, Scene
from tests.support.obligations import proving

pytestmark = pytest.mark.django_db

YESTERDAY, TOMORROW = date(2026, 11, 22), date(2026, 11, 24)
ONLY_TODAY = Period(DAY, DAY)
Arrange = Callable[[Scene], Order | None]


def _end(rows: Any) -> None:
    """Let a dated row end the day before the purchase."""
    for row in rows:
        row.period = Period(row.period.first, YESTERDAY)
        row.save()


def set_person(scene: Scene, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(scene.person, name, value)
    scene.person.save()


def set_prescription(scene: Scene, **fields: Any) -> None:
    type(scene.prescription).objects.filter(pk=scene.prescription.pk).update(**fields)


def set_entitlement(scene: Scene, **fields: Any) -> None:
    type(scene.entitlement).objects.filter(pk=scene.entitlement.pk).update(**fields)


def set_line(scene: Scene, **fields: Any) -> None:
    PrescriptionLine.objects.filter(prescription=scene.prescription).update(**fields)


def somebody_elses(scene: Scene) -> Order:
    return scene.order(prescription=SignedPrescriptionFactory().pk)


def at_another_pharmacy(scene: Scene) -> None:
    scene.client.institution = PharmacyFactory()
    scene.client.save()


def dual_channel_only(scene: Scene) -> None:
    Listing.objects.all().delete()


def neither_listed_nor_dual(scene: Scene) -> None:
    dual_channel_only(scene)
    scene.product.drug.terms.update(section=NationalSection.REGULAR)


def not_negotiated(scene: Scene) -> None:
    PaymentStandard.objects.update(negotiated=False)
    Listing.objects.update(origin=DrugOrigin.REGULAR_AFTER_AGREEMENT)


def at_the_hospital(scene: Scene, price: str) -> Order:
    scene.client = ClientFactory(institution=scene.entitlement.hospital)
    return scene.order(scene.line(price=Decimal(price)), medical_type="11")


def without_entitlement(scene: Scene) -> None:
    set_entitlement(scene, drug=StandardFactory().product.drug)


def priced(price: str) -> Arrange:
    return lambda scene: scene.order(scene.line(price=Decimal(price)))


CASES: dict[str, tuple[str, Arrange]] = {
    "the institution has no agreement that day": (
        "INSTITUTION_NOT_DESIGNATED",
        lambda scene: _end(Agreement.objects.filter(institution=scene.pharmacy)),
    ),
    "the institution is suspended": (
        "INSTITUTION_SUSPENDED",
        lambda scene: InstitutionSuspension.objects.create(institution=scene.pharmacy, period=ONLY_TODAY, cause="查"),
    ),
    "the purchase lies in the future": (
        "PURCHASE_DAY_IN_FUTURE",
        lambda scene: scene.order(purchase_day=TOMORROW),
    ),
    "the purchase is too old": (
        "PURCHASE_DAY_TOO_OLD",
        lambda scene: scene.order(purchase_day=date(2026, 8, 24)),
    ),
    "no policy was in force that day": (
        "NO_POLICY_IN_FORCE",
        lambda scene: scene.order(purchase_day=date(2025, 12, 31)),
    ),
    "nobody knows the person": ("PERSON_UNKNOWN", lambda scene: scene.order(person="43999999")),
    "the person had died": ("PERSON_DECEASED", lambda scene: set_person(scene, died_on=YESTERDAY)),
    "the person is not insured that day": ("NOT_INSURED", lambda scene: _end(Enrolment.objects.all())),
    "benefits are held back": (
        "BENEFITS_HELD",
        lambda scene: BenefitHold.objects.create(person=scene.person, period=ONLY_TODAY, cause="欠费"),
    ),
    "the medical type is no pharmacy's": ("MEDICAL_TYPE_REFUSED", lambda scene: scene.order(medical_type="21")),
    "the medical type is unknown": ("MEDICAL_TYPE_REFUSED", lambda scene: scene.order(medical_type="99")),
    "nobody knows the prescription": ("PRESCRIPTION_UNKNOWN", lambda scene: scene.order(prescription="NONE")),
    "the prescription is somebody else's": ("PRESCRIPTION_UNKNOWN", somebody_elses),
    "the prescription is an inpatient's": (
        "SETTING_DIFFERS",
        lambda scene: set_prescription(scene, setting=CareSetting.INPATIENT),
    ),
    "the prescription was withdrawn": (
        "PRESCRIPTION_WITHDRAWN",
        lambda scene: set_prescription(scene, withdrawn_at=NOON),
    ),
    "bought the day before the prescription": (
        "PRESCRIPTION_NOT_VALID",
        lambda scene: scene.order(purchase_day=YESTERDAY),
    ),
    "the signature is another's": (
        "PRESCRIPTION_SIGNATURE_BROKEN",
        lambda scene: set_prescription(scene, signature="ed25519:AAAA"),
    ),
    "the quantity was changed behind the signature": (
        "PRESCRIPTION_SIGNATURE_BROKEN",
        lambda scene: set_line(scene, quantity=30),
    ),
    "the diagnosis was changed behind the signature": (
        "PRESCRIPTION_SIGNATURE_BROKEN",
        lambda scene: set_prescription(scene, diagnosis_code="C50.900"),
    ),
    "the product is not on the prescription": (
        "PRODUCT_NOT_PRESCRIBED",
        lambda scene: scene.order(scene.line(product="XL9")),
    ),
    "nothing is sold": ("QUANTITY_NOT_POSITIVE", lambda scene: scene.order(scene.line(Decimal(0)))),
    "no whole tablet is sold": ("QUANTITY_NOT_OF_WHOLE_UNITS", lambda scene: scene.order(scene.line(Decimal("0.25")))),
    "more is sold than prescribed": ("PRESCRIPTION_USED_UP", lambda scene: scene.order(scene.line(Decimal(4)))),
    "two lines together sell more than prescribed": (
        "PRESCRIPTION_USED_UP",
        lambda scene: scene.order(scene.line(Decimal(2)), scene.line(Decimal(2))),
    ),
    "too many days of supply": ("SUPPLY_TOO_LONG", lambda scene: scene.order(scene.line(supply_days=31))),
    "a line's amount is wrong": (
        "LINE_AMOUNT_WRONG",
        lambda scene: scene.order(scene.line(total=Decimal("340.01"))),
    ),
    "the total is wrong": ("TOTAL_WRONG", lambda scene: scene.order(total=Decimal("339.99"))),
    "the drug is neither listed nor dual-channel": ("DRUG_NOT_LISTED", neither_listed_nor_dual),
    "the drug is dual-channel only": ("ORDINARY_BENEFIT", dual_channel_only),
    "the product was not admitted": ("PRODUCT_NOT_ADMITTED", lambda scene: _end(Admission.objects.all())),
    "there is no standard that day": ("STANDARD_MISSING", lambda scene: _end(PaymentStandard.objects.all())),
    "charged a millionth above a negotiated standard": ("CHARGE_ABOVE_STANDARD", priced("343.100001")),
    "a pharmacy charges above another standard": (
        "CHARGE_ABOVE_STANDARD",
        lambda scene: not_negotiated(scene) or priced("343.11")(scene),
    ),
    "a hospital charges above another standard": (
        "CHARGE_ABOVE_STANDARD",
        lambda scene: not_negotiated(scene) or at_the_hospital(scene, "343.11"),
    ),
    "nobody applied": ("ORDINARY_BENEFIT", without_entitlement),
    "the entitlement has not begun": (
        "ENTITLEMENT_NOT_BEGUN",
        lambda scene: set_entitlement(scene, period=Period(TOMORROW, date(2027, 12, 31))),
    ),
    "the entitlement ended yesterday": (
        "ENTITLEMENT_ENDED",
        lambda scene: set_entitlement(scene, period=Period(date(2026, 11, 20), YESTERDAY)),
    ),
    "the entitlement ended before it began": (
        "ENTITLEMENT_ENDED",
        lambda scene: set_entitlement(scene, ended_on=date(2026, 11, 19), end_cause=EndCause.CANCELLED),
    ),
    "the entitlement is suspended": (
        "ENTITLEMENT_SUSPENDED",
        lambda scene: Suspension.objects.create(
            entitlement=scene.entitlement, period=ONLY_TODAY, cause=SuspensionCause.INVESTIGATION
        ),
    ),
    "another diagnosis was approved": (
        "DIAGNOSIS_NOT_APPROVED",
        lambda scene: set_entitlement(scene, diagnosis_code="C50.900"),
    ),
    "the manufacturer is not on record": (
        "MANUFACTURER_NOT_CONFIRMED",
        lambda scene: ConfirmedManufacturer.objects.all().delete() and None,
    ),
    "the manufacturer is on record from tomorrow": (
        "MANUFACTURER_NOT_CONFIRMED",
        lambda scene: ConfirmedManufacturer.objects.update(confirmed_on=TOMORROW) and None,
    ),
    "at an institution that was not chosen": ("NOT_CHOSEN_INSTITUTION", at_another_pharmacy),
    "the pooled limit is not set": (
        "LIMITS_MISSING",
        lambda scene: _end(AnnualLimit.objects.filter(kind=LimitKind.POOLED)),
    ),
    "the serious-illness limit is not set": (
        "LIMITS_MISSING",
        lambda scene: _end(AnnualLimit.objects.filter(kind=LimitKind.SERIOUS_ILLNESS)),
    ),
    "the overall limit is not set": (
        "LIMITS_MISSING",
        lambda scene: _end(AnnualLimit.objects.filter(kind=LimitKind.OVERALL)),
    ),
    "the area has not said how it assists": (
        "ASSISTANCE_MISSING",
        lambda scene: RecognitionFactory(person=scene.person) and None,
    ),
}
PROVES = {
    "no policy was in force that day": "HN-39.1",
    "the person is not insured that day": "HN-5.1",
    "nobody knows the prescription": "HN-33.2",
    "the drug is dual-channel only": "HN-3.3",
    "the product was not admitted": "HN-4.4 HN-6.2",
    "charged a millionth above a negotiated standard": "HN-12.1 HN-32.2",
    "a pharmacy charges above another standard": "HN-12.1 HN-13.1",
    "a hospital charges above another standard": "HN-12.1 HN-13.1",
    "nobody applied": "HN-9.13 HN-19.2 HN-22.1 HN-24.1 HN-24.3 HN-25.3",
    "the pooled limit is not set": "HN-9.6",
    "the serious-illness limit is not set": "HN-9.7",
}


@pytest.mark.parametrize("name", proving({name: name for name in CASES}, PROVES))
def test_a_broken_rule_refuses_with_its_code_and_pays_nothing(name: str) -> None:
    code, arrange = CASES[name]
    scene = Scene()
    order = arrange(scene)
    outcome = scene.settle(order if isinstance(order, Order) else None)
    body = json.loads(outcome.body)
    assert (outcome.status, body["code"]) == (422, code), body
    assert body["detail"]
    assert body["source"]
    assert not Claim.objects.exists()
    assert [answer.body for answer in Answer.objects.all()] == [outcome.body] * (code in FOR_GOOD)


@pytest.mark.parametrize("name", CASES)
def test_a_preview_refuses_for_the_same_reason_and_keeps_nothing(name: str) -> None:
    code, arrange = CASES[name]
    scene = Scene()
    order = arrange(scene)
    outcome = scene.preview(order if isinstance(order, Order) else None)
    assert (outcome.status, json.loads(outcome.body)["code"]) == (422, code)
    assert not Answer.objects.exists()


def test_the_fields_at_fault_have_the_senders_own_names() -> None:
    scene = Scene()
    body = json.loads(scene.settle(scene.order(scene.line(), scene.line(product="XL9"))).body)
    assert [each["field"] for each in body["errors"]] == ["drugdetail[1].med_list_codg"]


def test_a_refusal_never_tells_a_confidential_standard() -> None:
    scene = Scene()
    PaymentStandard.objects.update(confidential=True)
    outcome = scene.settle(scene.order(scene.line(price=PRICE + 10)))
    assert "343.1" not in outcome.body


def test_one_more_fen_than_the_last_is_refused_at_the_edge_of_the_prescription() -> None:
    scene = Scene()
    assert scene.settle(scene.order(scene.line(Decimal(3)))).status == 201
    assert json.loads(scene.settle(scene.order(scene.line(Decimal("0.1")))).body)["code"] == "PRESCRIPTION_USED_UP"


def test_a_sale_in_the_future_opens_no_account() -> None:
    scene = Scene()
    scene.settle(scene.order(purchase_day=date(2199, 1, 1)))
    assert not AnnualAccount.objects.exists()


def test_first_and_last_day_of_an_entitlement_are_paid() -> None:
    for period in (Period(DAY, date(2027, 12, 31)), Period(date(2026, 11, 20), DAY)):
        scene = Scene()
        set_entitlement(scene, period=period)
        assert scene.settle().status == 201


def test_emergency_is_a_reason_to_buy_elsewhere_and_is_noted() -> None:
    scene = Scene()
    at_another_pharmacy(scene)
    outcome = scene.settle(scene.order(elsewhere_reason="emergency"))
    assert outcome.status == 201
    assert Claim.objects.get().warnings == ["ELSEWHERE_EMERGENCY"]


def test_a_sale_reported_when_its_prescription_is_over_is_settled_and_noted() -> None:
    scene = Scene()
    assert scene.settle(at=NOON + timedelta(days=5)).status == 201
    assert Claim.objects.get().warnings == ["REPORTED_AFTER_VALIDITY"]
    scene = Scene()
    scene.settle()
    assert Claim.objects.latest("pk").warnings == []
