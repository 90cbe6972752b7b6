"""Prescriptions: issued by the right physician, numbered, signed, withdrawn as far as unused."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError
from django.urls import reverse

from acts.rules import Refused
from eligibility.applications.errors import NotAResponsiblePhysician
from eligibility.entitlements.models import Entitlement
from eligibility.prescriptions import actions as prescriptions
from eligibility.prescriptions.actions import Line, Order
from eligibility.prescriptions.errors import PrescriptionTakenBack, PrescriptionUsed
from eligibility.prescriptions.models import Prescription
from eligibility.prescriptions.queries import signature_holds
from eligibility.prescriptions.rules.supply import Regimen
from eligibility.prescriptions.words import EarlyReason, PrescriptionKind, PrescriptionState
from kit.clock import SHANGHAI
from kit.period import Period
from province.events.models import Event
from supervision.alerts.models import Alert
from supervision.alerts.words import AlertKind
from tests.eligibility.conftest import Cast
from tests.factories.catalog import FieldFactory
from tests.factories.eligibility import PersonFactory, PrescriptionFactory
from tests.factories.physicians import PhysicianFactory
from tests.support.browsers import browser_of
from tests.support.law import changed_act

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=SHANGHAI)


@pytest.fixture
def order(held: Entitlement) -> Order:
    line = Line(product=held.application.product, quantity=Decimal(3), regimen=Regimen(Decimal(30)), usage="每日一次")
    return Order(lines=[line], diagnosis_code=held.diagnosis_code, diagnosis="肺恶性肿瘤", identity_checked=True)


@pytest.mark.obligation("HN-28.4", "HN-20.4")
def test_a_prescription_is_numbered_in_a_row_and_signed(
    held: Entitlement, order: Order, cast: Cast, today: date
) -> None:
    first, second = (prescriptions.issue(entitlement=held, order=order, by=cast.physician, on=today) for _ in "12")
    assert [p.rxno for p in (first, second)] == [f"{held.hospital_id}261123{n:06}" for n in (1, 2)]
    assert signature_holds(first)
    assert first.period == Period(today, today)


def test_a_prescription_is_valid_as_long_as_the_act_says_unless_the_physician_says_otherwise(
    held: Entitlement, order: Order, cast: Cast, today: date, settings: Any, tmp_path: Path
) -> None:
    settings.PROVINCE = changed_act(tmp_path, "hunan", ("prescribing.valid_days", "value = 1", "value = 2"))
    usual, longer = (
        prescriptions.issue(entitlement=held, order=each, by=cast.physician, on=today)
        for each in (order, replace(order, valid_days=3))
    )
    assert [each.period.last - today for each in (usual, longer)] == [timedelta(days=1), timedelta(days=2)]


def test_a_changed_content_no_longer_carries_the_signature(
    held: Entitlement, order: Order, cast: Cast, today: date
) -> None:
    written = prescriptions.issue(entitlement=held, order=order, by=cast.physician, on=today)
    Prescription.objects.filter(pk=written.pk).update(content=written.content.replace("3.0000", "9.0000"))
    written.refresh_from_db()
    assert not signature_holds(written)


@pytest.mark.obligation("HN-22.3")
def test_a_physician_of_the_same_field_at_another_hospital_may_prescribe(
    held: Entitlement, order: Order, cast: Cast, today: date
) -> None:
    written = prescriptions.issue(entitlement=held, order=order, by=cast.stranger_physician, on=today)
    assert written.hospital == cast.stranger_physician.physician.hospital


@pytest.mark.obligation("HN-22.3", "HN-19.3")
def test_a_physician_of_another_field_may_not(held: Entitlement, order: Order, today: date) -> None:
    other = PhysicianFactory(treatment_fields=[FieldFactory(code="rheumatology")])
    with pytest.raises(Refused) as refused:
        prescriptions.issue(entitlement=held, order=order, by=other.account, on=today)
    assert refused.value.code == "FIELD_DIFFERS"
    assert not Prescription.objects.exists()


def test_only_a_responsible_physician_prescribes(held: Entitlement, order: Order, cast: Cast, today: date) -> None:
    with pytest.raises(NotAResponsiblePhysician):
        prescriptions.issue(entitlement=held, order=order, by=cast.office, on=today)


def test_a_refused_prescription_takes_no_number(held: Entitlement, order: Order, cast: Cast, today: date) -> None:
    with pytest.raises(Refused):
        prescriptions.issue(entitlement=held, order=replace(order, valid_days=9), by=cast.physician, on=today)
    written = prescriptions.issue(entitlement=held, order=order, by=cast.physician, on=today)
    assert written.rxno.endswith("000001")


A_MONTH = Regimen(Decimal(1))


def monthly(order: Order, **changes: Any) -> Order:
    """The same packs, taken so that they last a month."""
    return replace(order, lines=[replace(order.lines[0], regimen=A_MONTH)], **changes)


def test_packs_are_counted_by_how_they_are_taken(held: Entitlement, order: Order, cast: Cast, today: date) -> None:
    nine_hundred = replace(order, lines=[replace(order.lines[0], quantity=Decimal(900), regimen=A_MONTH)])
    with pytest.raises(Refused) as refused:
        prescriptions.issue(entitlement=held, order=nine_hundred, by=cast.physician, on=today)
    assert refused.value.code == "SUPPLY_TOO_LONG"
    issued = prescriptions.issue(entitlement=held, order=monthly(order), by=cast.physician, on=today)
    assert issued.lines.get().supply_days == 30


def test_a_second_month_is_prescribed_when_the_first_is_almost_used_up(
    held: Entitlement, order: Order, cast: Cast, today: date
) -> None:
    first = prescriptions.issue(entitlement=held, order=monthly(order), by=cast.physician, on=today)
    first.lines.update(dispensed=3, dispensed_on=today)
    early, due = today + timedelta(days=22), today + timedelta(days=23)
    with pytest.raises(Refused) as refused:
        prescriptions.issue(entitlement=held, order=monthly(order), by=cast.physician, on=early)
    assert (refused.value.code, refused.value.fields[0].field) == ("SUPPLY_IN_HAND", "early_reason")
    assert prescriptions.issue(entitlement=held, order=monthly(order), by=cast.physician, on=due)


def test_what_was_withdrawn_or_has_run_out_unsold_is_not_in_hand(
    held: Entitlement, order: Order, cast: Cast, today: date
) -> None:
    first = prescriptions.issue(entitlement=held, order=monthly(order), by=cast.physician, on=today)
    prescriptions.withdraw(prescription=first, why="开错", by=cast.physician, at=NOON)
    prescriptions.issue(entitlement=held, order=monthly(order), by=cast.physician, on=today)
    assert prescriptions.issue(entitlement=held, order=monthly(order), by=cast.physician, on=today + timedelta(days=1))


def test_who_lost_hers_is_prescribed_more_and_the_supervisor_is_told_why(
    held: Entitlement, order: Order, cast: Cast, today: date
) -> None:
    prescriptions.issue(entitlement=held, order=monthly(order), by=cast.physician, on=today)
    lost = monthly(order, early_reason=EarlyReason.LOST)
    second = prescriptions.issue(entitlement=held, order=lost, by=cast.physician, on=today)
    assert second.early_reason is EarlyReason.LOST
    assert Alert.objects.get(kind=AlertKind.EARLY_SUPPLY).object_id == second.rxno


def test_no_row_says_long_term_without_assessment_and_signature(held: Entitlement) -> None:
    with pytest.raises(IntegrityError, match="long_term_assessed"):
        PrescriptionFactory(entitlement=held, kind=PrescriptionKind.LONG_TERM)


def test_an_inpatient_in_hunan_needs_no_entitlement(held: Entitlement, order: Order, cast: Cast, today: date) -> None:
    written = prescriptions.order_for_inpatient(
        person=PersonFactory(), hospital=held.hospital, clinician="赵医师", order=order, by=None, on=today
    )
    assert (written.setting, written.entitlement, written.physician) == ("inpatient", None, None)
    assert signature_holds(written)


def test_an_inpatient_in_jiangsu_is_ordered_for_by_a_responsible_physician_on_the_filing(
    held: Entitlement, order: Order, cast: Cast, today: date, settings: Any
) -> None:
    settings.PROVINCE = "jiangsu"
    stay = {"person": held.person, "hospital": held.hospital, "clinician": "陈医师", "order": order, "by": None}
    with pytest.raises(Refused) as refused:
        prescriptions.order_for_inpatient(**stay, entitlement=held, on=today)
    assert refused.value.code == "PHYSICIAN_NOT_PUBLISHED"
    physician = cast.physician.physician
    written = prescriptions.order_for_inpatient(**stay, entitlement=held, physician=physician, on=today)
    assert (written.setting, written.entitlement, written.physician) == ("inpatient", held, physician)
    assert signature_holds(written)


@pytest.mark.parametrize(
    ("dispensed", "state", "told"),
    [(0, PrescriptionState.TAKEN_BACK, ""), (1, PrescriptionState.STOPPED, "已结算的有效，余量停用")],
)
def test_what_is_left_of_a_prescription_is_withdrawn_once(
    held: Entitlement, order: Order, cast: Cast, today: date, dispensed: int, state: PrescriptionState, told: str
) -> None:
    written = prescriptions.issue(entitlement=held, order=order, by=cast.physician, on=today)
    written.lines.update(dispensed=dispensed, dispensed_on=today)
    stopped = prescriptions.withdraw(prescription=written, why="不良反应", by=cast.physician, at=NOON)
    assert (stopped.withdrawn_at, stopped.state_on(today)) == (NOON, state)
    with pytest.raises(PrescriptionTakenBack, match="2026-11-23 12:00"):
        prescriptions.withdraw(prescription=written, why="不良反应", by=cast.physician, at=NOON)
    assert list(Event.objects.filter(noun="prescription", verb="withdraw").values_list("after", flat=True)) == [told]


def test_where_nothing_is_left_nothing_is_withdrawn(held: Entitlement, order: Order, cast: Cast, today: date) -> None:
    written = prescriptions.issue(entitlement=held, order=order, by=cast.physician, on=today)
    written.lines.update(dispensed=3, dispensed_on=today)
    with pytest.raises(PrescriptionUsed):
        prescriptions.withdraw(prescription=written, why="开错", by=cast.physician, at=NOON)


STATES = {
    "有效": {},
    "已全部结算": {"dispensed": 3},
    "已作废": {"withdrawn_at": NOON},
    "余量已作废": {"dispensed": 1, "withdrawn_at": NOON},
}


@pytest.mark.parametrize("words", STATES)
def test_every_page_says_the_same_state(held: Entitlement, order: Order, cast: Cast, today: date, words: str) -> None:
    written = prescriptions.issue(entitlement=held, order=order, by=cast.physician, on=today)
    written.lines.update(dispensed=STATES[words].get("dispensed", 0), dispensed_on=today)
    Prescription.objects.update(withdrawn_at=STATES[words].get("withdrawn_at"))
    places = [("prescriptions", []), ("prescription", [written.pk]), ("entitlement", [held.pk])]
    with time_machine.travel(f"{today}T13:00:00+08:00", tick=False):
        for desk in map(browser_of, (cast.physician, cast.supervisor)):
            for name, key in places:
                assert words in desk.get(reverse(f"eligibility:{name}", args=key)).content.decode(), name


def test_the_page_counts_packs_repeats_the_last_order_and_says_what_is_in_hand(
    held: Entitlement, order: Order, cast: Cast, today: date
) -> None:
    first = prescriptions.issue(entitlement=held, order=monthly(order), by=cast.physician, on=today)
    first.lines.update(dispensed=3, dispensed_on=today)
    page, later = reverse("eligibility:prescribe", args=[held.pk]), today + timedelta(days=25)
    with time_machine.travel(f"{later}T09:00:00+08:00", tick=False):
        desk = browser_of(cast.physician)
        shown = desk.get(page)
        fields = {name: shown.context["form"][name].value() for name in ("dose", "times", "taken_days", "cycle_days")}
        assert (shown.context["in_hand"], "还可用 5 天" in shown.text, fields["dose"]) == (5, True, "1")
        filled = {**fields, "product": held.application.product_id, "days": "30", "usage": "每日一次"}
        desk.post(page, {**filled, "valid_days": "1", "identity_checked": "on"})
    line = held.prescriptions.exclude(pk=first.pk).get().lines.get()
    assert (line.quantity, line.supply_days, line.dose) == (3, 30, Decimal(1))


def test_ten_packs_are_written_as_ten(held: Entitlement, cast: Cast) -> None:
    sheet = PrescriptionFactory(entitlement=held, line__quantity=Decimal(10), line__dose=Decimal(20))
    answer = browser_of(cast.physician).get(reverse("eligibility:prescription", args=[sheet.pk]))
    assert ("1E+" in answer.text, "每次 20 片" in answer.text) == (False, True)


def test_one_opened_form_is_one_prescription_however_often_it_is_sent(
    held: Entitlement, cast: Cast, today: date
) -> None:
    page = reverse("eligibility:prescribe", args=[held.pk])
    with time_machine.travel(f"{today}T09:00:00+08:00", tick=False):
        desk = browser_of(cast.physician)
        form = desk.get(page).context["form"]
        filled = {
            "product": held.application.product_id,
            "dose": "1",
            "times": "1",
            "taken_days": "1",
            "cycle_days": "1",
            "days": "30",
            "usage": "每日一次",
        }
        filled |= {"valid_days": "1", "identity_checked": "on", "seen": form["seen"].value()}
        answers = [desk.post(page, filled) for _ in range(2)]
    assert [each.status_code for each in answers] == [302, 422]
    assert [error.code for error in answers[1].context["form"].errors.as_data()["__all__"]] == ["PRESCRIBED_MEANWHILE"]
    assert held.prescriptions.count() == 1
