"""Who is paid how: limits used elsewhere, assistance, inpatients, hospitals, and Jiangsu."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from catalog.drugs.words import DrugOrigin
from catalog.listings.models import Listing
from catalog.prices.models import ListedPrice, PaymentStandard
from eligibility.entitlements.words import EndCause
from eligibility.people.models import Enrolment
from eligibility.people.words import InsuranceType
from eligibility.prescriptions.words import CareSetting
from physicians.agreements.models import Agreement
from province.events.models import Event
from settlement.claims.models import Claim, LedgerEntry
from settlement.claims.words import Payer
from settlement.counter.rules.orders import Order
from settlement.figures.models import AnnualLimit
from settlement.figures.words import LimitKind, RateKind
from supervision.alerts.models import Alert
from tests.factories.province import AreaFactory
from tests.factories.settlement import (
    AssistanceRuleFactory,
    ClientFactory,
    RecognitionFactory,
    SignedPrescriptionFactory,
)
from tests.settlement.scene import LIMITS, Outcome, Scene, jiangsu, set_city_rate
from tests.support.law import changed_act

pytestmark = pytest.mark.django_db


def paid(outcome: Outcome) -> tuple[str, str, str, str]:
    body = json.loads(outcome.body)
    assert outcome.status == 201, body
    serious = body["hifob_pay"] if body["insutype"] == "310" else body["hifmi_pay"]
    return body["hifp_pay"], serious, body["maf_pay"], body["psn_part_amt"]


def refused(outcome: Outcome) -> str:
    assert outcome.status == 422
    return str(json.loads(outcome.body)["code"])


@pytest.mark.obligation("HN-9.4", "HN-9.7")
def test_a_resident_is_paid_by_the_residents_limits_and_serious_illness() -> None:
    scene = Scene()
    Enrolment.objects.update(insurance_type=InsuranceType.RESIDENT)
    AnnualLimit.objects.update(insurance_type=InsuranceType.RESIDENT)
    AnnualLimit.objects.filter(kind=LimitKind.POOLED).update(amount=100)
    assert paid(scene.settle()) == ("100.00", "104.00", "0.00", "136.00")


def test_the_limits_are_those_of_the_pooling_area_on_the_purchase_day() -> None:
    scene = Scene()
    Enrolment.objects.update(area=AreaFactory(code="430202"))
    assert refused(scene.settle()) == "LIMITS_MISSING"


@pytest.mark.obligation("HN-9.10")
def test_what_was_used_elsewhere_is_gone() -> None:
    scene = Scene()
    scene.settle()
    account = scene.account
    account.pooled_elsewhere, account.serious_elsewhere = Decimal("149762.00"), Decimal("399900.00")
    account.save()
    assert paid(scene.settle()) == ("0.00", "100.00", "0.00", "240.00")


@pytest.mark.obligation("HN-9.10")
def test_what_insurance_paid_this_year_is_gone_from_the_overall_maximum() -> None:
    scene = Scene(limits={**LIMITS, LimitKind.OVERALL: Decimal("300.00")})
    assert paid(scene.settle())[0] == "238.00"
    assert paid(scene.another().settle())[0] == "62.00"


def test_a_limit_lowered_under_what_is_paid_leaves_nothing() -> None:
    scene = Scene()
    scene.settle()
    AnnualLimit.objects.update(amount=Decimal("1.00"))
    assert paid(scene.settle()) == ("0.00", "0.00", "0.00", "340.00")


def test_assistance_counts_its_threshold_over_the_year() -> None:
    scene = Scene()
    RecognitionFactory(person=scene.person)
    AssistanceRuleFactory(threshold=Decimal("150.00"))
    assert [paid(scene.settle())[2] for _ in range(3)] == ["0.00", "37.80", "71.40"]


@pytest.mark.obligation("HN-9.7")
def test_who_is_not_insured_for_serious_illness_is_told_so_by_what_he_pays() -> None:
    scene = Scene()
    Enrolment.objects.update(serious_illness=False)
    AnnualLimit.objects.filter(kind=LimitKind.POOLED).update(amount=100)
    AnnualLimit.objects.filter(kind=LimitKind.SERIOUS_ILLNESS).delete()
    assert paid(scene.settle()) == ("100.00", "0.00", "0.00", "240.00")


@pytest.mark.obligation("HN-13.2")
def test_a_listed_price_under_the_till_price_counts() -> None:
    scene = Scene()
    ListedPrice.objects.update(amount=Decimal("300.000000"))
    outcome = scene.settle()
    assert paid(outcome) == ("210.00", "0.00", "0.00", "130.00")
    assert json.loads(outcome.body)["drugdetail"][0]["source"] == "HN-13"


@pytest.mark.obligation("HN-9.3", "HN-9.8")
def test_every_entry_says_basis_rate_limit_and_article() -> None:
    Scene().settle()
    entries = list(LedgerEntry.objects.values_list("fund", "basis", "rate", "limit_left", "source"))
    assert entries == [
        ("pooled_fund", Decimal("340.00"), Decimal("0.7000"), Decimal("150000.00"), "HN-9"),
        ("patient", Decimal("340.00"), None, None, "HN-9"),
    ]
    assert "不先行自付" in LedgerEntry.objects.get(fund=Payer.POOLED_FUND).sentence


def inpatient(scene: Scene, days: int = 60) -> Order:
    """The same patient during a stay in her hospital, ordered by a clinician."""
    hospital = scene.prescription.hospital
    scene.client = ClientFactory(institution=hospital)
    scene.prescription = SignedPrescriptionFactory(
        entitlement=scene.entitlement, setting=CareSetting.INPATIENT, line__supply_days=days
    )
    return scene.order(scene.line(supply_days=days), medical_type="21")


@pytest.mark.obligation("HN-9.1", "HN-27.2")
def test_an_inpatient_needs_no_entitlement_no_choice_and_no_thirty_days_in_hunan() -> None:
    scene = Scene()
    order = inpatient(scene)
    type(scene.entitlement).objects.update(ended_on="2026-11-19", end_cause=EndCause.CANCELLED)
    outcome = scene.settle(order)
    assert paid(outcome) == ("238.00", "0.00", "0.00", "102.00")
    claim = Claim.objects.get()
    assert (claim.entitlement, claim.outside_drg, claim.setting) == (None, True, "inpatient")


def test_an_inpatients_prescription_is_settled_by_his_own_hospital_only() -> None:
    scene = Scene()
    order = inpatient(scene)
    stranger = SignedPrescriptionFactory().hospital
    scene.client = ClientFactory(institution=stranger)
    assert refused(scene.settle(order)) == "INPATIENT_ELSEWHERE"


def test_where_a_province_lets_hospitals_charge_above_a_standard_the_sale_is_noted(
    settings: Any, tmp_path: Path
) -> None:
    lenient = ("charging.above_other_standard", 'hospital = "refuse"', 'hospital = "alert"')
    settings.PROVINCE = changed_act(tmp_path, "hunan", lenient)
    scene = Scene()
    scene.client = ClientFactory(institution=scene.entitlement.hospital)
    PaymentStandard.objects.update(negotiated=False)
    Listing.objects.update(origin=DrugOrigin.REGULAR_AFTER_AGREEMENT)
    ListedPrice.objects.all().delete()
    outcome = scene.settle(scene.order(scene.line(price=Decimal("400.000000")), medical_type="11"))
    assert paid(outcome) == ("240.17", "0.00", "0.00", "159.83")
    assert Claim.objects.get().warnings == ["CHARGE_ABOVE_STANDARD"]
    assert Alert.objects.get(noun="claim").area == "430102"


def test_a_missing_figure_raises_one_alert_for_its_day() -> None:
    scene = Scene(limits={})
    assert [refused(scene.settle()) for _ in range(2)] == ["LIMITS_MISSING"] * 2
    assert Alert.objects.get(noun="figure").area == "430100"


@pytest.mark.obligation("HN-29.2")
def test_each_settlement_is_one_event() -> None:
    scene = Scene()
    claim = json.loads(scene.settle().body)["setl_id"]
    scene.reverse(int(claim))
    assert list(Event.objects.filter(noun="claim").order_by("id").values_list("verb", flat=True)) == [
        "settle",
        "reverse",
    ]


@pytest.mark.parametrize(
    "table",
    ["settlement_claim", "settlement_claimline", "settlement_ledgerentry", "settlement_tracesale", "settlement_answer"],
)
def test_what_was_settled_cannot_be_changed_or_removed(table: str) -> None:
    Scene().settle()
    for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}", f"TRUNCATE {table}"):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_jiangsu_pays_the_citys_rate_or_the_basic_benefit_if_that_is_higher(settings: Any) -> None:
    scene = jiangsu(settings)
    assert refused(scene.settle()) == "RATE_MISSING"
    set_city_rate(RateKind.SEPARATE, "0.70")
    assert refused(scene.settle()) == "ORDINARY_RATE_MISSING"
    set_city_rate(RateKind.ORDINARY_OUTPATIENT, "0.75")
    assert paid(scene.settle()) == ("255.00", "0.00", "0.00", "85.00")


def test_jiangsu_settles_at_the_charge_though_the_listed_price_is_lower(settings: Any) -> None:
    scene = jiangsu(settings)
    set_city_rate(RateKind.SEPARATE, "0.70")
    set_city_rate(RateKind.ORDINARY_OUTPATIENT, "0.60")
    ListedPrice.objects.update(amount=Decimal("300.000000"))
    assert paid(scene.settle()) == ("238.00", "0.00", "0.00", "102.00")


def test_jiangsu_pays_at_the_chosen_institution_only_and_asks_the_patient_for_the_rest(settings: Any) -> None:
    scene = jiangsu(settings)
    set_city_rate(RateKind.SEPARATE, "0.70")
    set_city_rate(RateKind.ORDINARY_OUTPATIENT, "0.60")
    assert paid(scene.settle())[3] == "102.00"
    type(scene.entitlement).objects.update(pharmacy=None)
    assert refused(scene.settle()) == "NOT_CHOSEN_INSTITUTION"


@pytest.mark.obligation("HN-2.1", "HN-9.1")
def test_hospital_and_pharmacy_are_paid_alike() -> None:
    scene = Scene()
    at_pharmacy = paid(scene.settle())
    scene.client = ClientFactory(institution=scene.entitlement.hospital)
    assert paid(scene.settle(scene.order(medical_type="11"))) == at_pharmacy


@pytest.mark.obligation("JS-9(4).4")
def test_a_city_of_jiangsu_pays_hospital_and_pharmacy_alike(settings: Any) -> None:
    scene = jiangsu(settings)
    set_city_rate(RateKind.SEPARATE, "0.70")
    set_city_rate(RateKind.ORDINARY_OUTPATIENT, "0.60")
    at_pharmacy = paid(scene.settle())
    scene.client = ClientFactory(institution=scene.entitlement.hospital)
    assert paid(scene.settle(scene.order(medical_type="11"))) == at_pharmacy


def test_a_hospital_of_jiangsu_needs_no_outpatient_terms_of_its_own(settings: Any) -> None:
    scene = jiangsu(settings)
    set_city_rate(RateKind.SEPARATE, "0.70")
    set_city_rate(RateKind.ORDINARY_OUTPATIENT, "0.60")
    scene.client = ClientFactory(institution=scene.entitlement.hospital)
    Agreement.objects.update(outpatient=False)
    assert paid(scene.settle(scene.order(medical_type="11")))[0] == "238.00"


def test_a_hospital_of_hunan_without_outpatient_terms_settles_no_outpatient() -> None:
    scene = Scene()
    scene.client = ClientFactory(institution=scene.entitlement.hospital)
    Agreement.objects.update(outpatient=False)
    assert refused(scene.settle(scene.order(medical_type="11"))) == "INSTITUTION_NOT_DESIGNATED"


def test_jiangsu_asks_inpatients_for_their_filing_too(settings: Any) -> None:
    scene = jiangsu(settings)
    set_city_rate(RateKind.SEPARATE, "0.70")
    set_city_rate(RateKind.ORDINARY_INPATIENT, "0.60")
    assert refused(scene.settle(inpatient(scene))) == "SUPPLY_TOO_LONG"
    type(scene.entitlement).objects.update(ended_on="2026-11-19", end_cause=EndCause.CANCELLED)
    assert refused(scene.settle(inpatient(scene, days=30))) == "ENTITLEMENT_ENDED"
