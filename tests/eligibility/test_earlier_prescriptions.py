"""What was written on paper between application and decision: recorded once, counted as supply, never sold."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse

from acts.rules import Refused
from eligibility.applications.errors import FileEmpty, NotAResponsiblePhysician
from eligibility.applications.models import TreatmentApplication
from eligibility.entitlements import actions as entitlements
from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.words import SuspensionCause
from eligibility.people import actions as persons
from eligibility.prescriptions import actions as prescriptions
from eligibility.prescriptions.actions import Line, Order, Sheet
from eligibility.prescriptions.models import PaperPrescription, Prescription
from eligibility.prescriptions.queries import open_on, signature_holds, supplies_of
from eligibility.prescriptions.rules.supply import Regimen, Supply, days_in_hand, most_in_hand
from eligibility.prescriptions.words import EarlyReason, PrescriptionState
from kit.clock import SHANGHAI
from kit.errors import NotFound
from kit.period import Period
from province.events.models import Event
from supervision.alerts.models import Alert
from supervision.alerts.words import AlertKind
from tests.eligibility.conftest import Cast, Stage, picture
from tests.factories.catalog import FieldFactory
from tests.factories.eligibility import EntitlementFactory, PrescriptionFactory
from tests.factories.physicians import PhysicianFactory
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db

FIRST, WRITTEN, DECIDED, TODAY = date(2026, 11, 2), date(2026, 11, 10), date(2026, 11, 20), date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=SHANGHAI)
MONTH = Regimen(Decimal(1))


@pytest.fixture
def right(cast: Cast) -> Entitlement:
    """Applied for on 2 November, approved on the 20th."""
    retroactive = Period(FIRST, DECIDED)
    return EntitlementFactory(
        application__physician=cast.physician.physician,
        period=Period(FIRST, date(2027, 12, 31)),
        retroactive=retroactive,
    )


@pytest.fixture
def order(right: Entitlement) -> Order:
    line = Line(product=right.application.product, quantity=Decimal(3), regimen=MONTH, usage="每日一次")
    return Order(lines=[line], diagnosis_code=right.diagnosis_code, diagnosis="肺恶性肿瘤", identity_checked=True)


def sheet(written_on: date = WRITTEN, content: bytes | None = None) -> Sheet:
    return Sheet(written_on=written_on, content=picture() if content is None else content, name="处方.png")


def keep(right: Entitlement, order: Order, by: Any, day: date = WRITTEN, **changes: Any) -> Prescription:
    return prescriptions.record_earlier(
        entitlement=right, order=replace(order, **changes), sheet=sheet(day), by=by, on=TODAY
    )


@pytest.mark.parametrize("day", [FIRST, WRITTEN, DECIDED])
def test_a_paper_of_the_days_until_the_decision_is_recorded_with_its_day_and_its_picture(
    right: Entitlement, order: Order, cast: Cast, day: date
) -> None:
    kept = keep(right, order, cast.physician, day)
    assert (kept.issued_on, kept.period, kept.paper.recorded_on) == (day, Period(day, day), TODAY)
    assert kept.rxno.startswith(f"{kept.hospital_id}261123")
    assert signature_holds(kept)
    told = Event.objects.filter(noun="prescription").values_list("verb", "on", "after")
    assert list(told) == [("record_earlier", TODAY, str(day))]


BROKEN: dict[str, tuple[date, dict[str, Any], str]] = {
    "before the first day": (date(2026, 11, 1), {}, "WRITTEN_BEFORE_ENTITLEMENT"),
    "after the decision": (date(2026, 11, 21), {}, "WRITTEN_AFTER_DECISION"),
    "of another diagnosis": (WRITTEN, {"diagnosis_code": "C50.900"}, "DIAGNOSIS_NOT_APPROVED"),
    "identity not checked": (WRITTEN, {"identity_checked": False}, "IDENTITY_NOT_CHECKED"),
    "valid too long": (WRITTEN, {"valid_days": 4}, "VALIDITY_TOO_LONG"),
}


@pytest.mark.parametrize(("day", "changes", "code"), BROKEN.values(), ids=BROKEN)
def test_what_the_paper_says_must_fit_the_entitlement(
    right: Entitlement, order: Order, cast: Cast, day: date, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        keep(right, order, cast.physician, day, **changes)
    assert [each.code for each in refused.value.verdicts] == [code]
    assert not PaperPrescription.objects.exists()


def unpublished_then(right: Entitlement, cast: Cast) -> None:
    cast.physician.physician.publications.update(period=Period(DECIDED, None))


def listed_later(right: Entitlement, cast: Cast) -> None:
    right.drug.listings.update(period=Period(DECIDED, date(2027, 12, 31)))


def suspended_then(right: Entitlement, cast: Cast) -> None:
    cause = SuspensionCause.INVESTIGATION
    entitlements.suspend(entitlement=right, cause=cause, first=WRITTEN, last=WRITTEN, by=None, on=TODAY)


def dead_before(right: Entitlement, cast: Cast) -> None:
    persons.report_death(person=right.person, died_on=FIRST, by=None, on=TODAY)


def another_manufacturer_since(right: Entitlement, cast: Cast) -> None:
    """Her product's manufacturer is on record since the decision only."""
    right.manufacturers.update(confirmed_on=DECIDED)


def paper_of(right: Entitlement, cast: Cast, written_on: date, recorded_on: date = TODAY) -> PaperPrescription:
    name, days = uuid4().hex, {"written_on": written_on, "recorded_on": recorded_on}
    return PaperPrescription.objects.create(entitlement=right, **days, size=1, stored_as=name, added_by=cast.physician)


def recorded_before(right: Entitlement, cast: Cast) -> None:
    PrescriptionFactory(entitlement=right, issued_on=WRITTEN, paper=paper_of(right, cast, WRITTEN))


THEN = {
    "PHYSICIAN_NOT_PUBLISHED": unpublished_then,
    "DRUG_NOT_LISTED": listed_later,
    "NO_ENTITLEMENT": suspended_then,
    "MANUFACTURER_NOT_CONFIRMED": another_manufacturer_since,
    "PAPER_RECORDED_ALREADY": recorded_before,
}


@pytest.mark.parametrize(("code", "change"), THEN.items(), ids=THEN)
def test_everything_is_asked_as_of_the_day_of_the_paper(
    right: Entitlement, order: Order, cast: Cast, code: str, change: Any
) -> None:
    change(right, cast)
    with pytest.raises(Refused) as refused:
        keep(right, order, cast.physician)
    assert refused.value.code == code


def test_who_died_before_it_was_written_was_prescribed_nothing(right: Entitlement, order: Order, cast: Cast) -> None:
    dead_before(right, cast)
    with pytest.raises(Refused, match="待遇期 2026-11-02 至 2026-11-02"):
        keep(right, order, cast.physician)


def test_only_a_responsible_physician_of_the_field_records(right: Entitlement, order: Order, cast: Cast) -> None:
    with pytest.raises(NotAResponsiblePhysician):
        keep(right, order, cast.office)
    with pytest.raises(Refused, match="同治疗领域"):
        keep(right, order, PhysicianFactory(treatment_fields=[FieldFactory(code="rheumatology")]).account)


def test_what_is_no_paper_is_refused_by_name(right: Entitlement, order: Order, cast: Cast) -> None:
    with pytest.raises(FileEmpty):
        prescriptions.record_earlier(
            entitlement=right, order=order, sheet=sheet(content=b""), by=cast.physician, on=TODAY
        )


def test_an_act_that_files_before_the_purchase_knows_no_earlier_paper(
    right: Entitlement, order: Order, cast: Cast, settings: Any
) -> None:
    settings.PROVINCE = "jiangsu"
    with pytest.raises(NotFound):
        keep(right, order, cast.physician)


def test_a_renewal_that_was_decided_before_it_begins_has_no_earlier_paper(
    order: Order, right: Entitlement, cast: Cast
) -> None:
    Entitlement.objects.update(retroactive=None)
    TreatmentApplication.objects.update(decided_on=date(2026, 11, 1), signed_on=None)
    with pytest.raises(Refused) as refused:
        keep(right, order, cast.physician, FIRST)
    assert refused.value.code == "WRITTEN_AFTER_DECISION"


def test_a_decision_names_the_days_that_are_paid_afterwards(case_in: Stage, today: date) -> None:
    case = case_in("approved")
    assert case.entitlement.retroactive == Period(case.application_date, today)


def test_the_month_on_paper_is_in_hand_until_it_is_used_up(right: Entitlement, order: Order, cast: Cast) -> None:
    kept = keep(right, order, cast.physician)
    assert days_in_hand(supplies_of(right.person, right.drug_id, TODAY), TODAY) == 17
    with pytest.raises(Refused, match="还可用 17 天"):
        prescriptions.issue(entitlement=right, order=order, by=cast.physician, on=TODAY)
    prescriptions.withdraw(
        prescription=kept, why="录错", by=cast.physician, at=datetime(2026, 11, 23, 12, tzinfo=SHANGHAI)
    )
    assert prescriptions.issue(entitlement=right, order=order, by=cast.physician, on=TODAY)


def test_a_second_paper_of_the_same_month_needs_a_reason_in_whatever_order_they_come(
    right: Entitlement, order: Order, cast: Cast
) -> None:
    keep(right, order, cast.physician, WRITTEN)
    with pytest.raises(Refused) as refused:
        keep(right, order, cast.physician, FIRST)
    assert refused.value.code == "SUPPLY_IN_HAND"
    lost = keep(right, order, cast.physician, FIRST, early_reason=EarlyReason.LOST)
    assert Alert.objects.get(kind=AlertKind.EARLY_SUPPLY).object_id == lost.rxno


FRESH = Supply(date(2026, 11, 10), Decimal(30))
BESIDES = {
    "nothing": ([], 0),
    "used up by then": ([Supply(date(2026, 10, 1), Decimal(30))], 0),
    "some left": ([Supply(date(2026, 11, 1), Decimal(30))], 21),
    "bought since": ([Supply(date(2026, 11, 20), Decimal(30))], 20),
    "bought when it was used up": ([Supply(date(2026, 12, 10), Decimal(30))], 0),
}


@pytest.mark.parametrize(("others", "days"), BESIDES.values(), ids=BESIDES)
def test_what_was_bought_before_and_since_stands_beside_it(others: list[Supply], days: int) -> None:
    assert most_in_hand(others, FRESH) == days


def test_it_is_nothing_to_buy_for_not_even_on_its_own_day(right: Entitlement, order: Order, cast: Cast) -> None:
    kept = keep(right, order, cast.physician, DECIDED, valid_days=3)
    days = (DECIDED, date(2026, 11, 22), TODAY)
    assert [open_on(day, Prescription.objects.all()).exists() for day in days] == [False, False, False]
    assert {kept.state_on(day) for day in days} == {PrescriptionState.ON_PAPER}


@pytest.mark.parametrize(
    ("day", "recorded_on", "name"),
    [
        (date(2026, 11, 1), TODAY, "written_before_decision"),
        (date(2026, 11, 21), TODAY, "written_before_decision"),
        (WRITTEN, FIRST, "recorded_after_it_was_written"),
    ],
)
def test_the_database_itself_keeps_the_days(
    right: Entitlement, cast: Cast, day: date, recorded_on: date, name: str
) -> None:
    with pytest.raises(IntegrityError, match=name):
        paper_of(right, cast, day, recorded_on)


def test_the_database_keeps_a_prescription_as_it_is_on_its_paper(right: Entitlement, cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="as_on_its_paper"):
        PrescriptionFactory(entitlement=right, issued_on=FIRST, paper=paper_of(right, cast, WRITTEN))


def test_the_database_keeps_one_paper_a_day(right: Entitlement, cast: Cast) -> None:
    recorded_before(right, cast)
    with pytest.raises(IntegrityError, match="once_a_day"):
        recorded_before(right, cast)


FILLED = {"dose": "1", "times": "1", "taken_days": "1", "cycle_days": "1", "days": "30", "usage": "每日一次"}


def test_the_physician_records_on_a_page_and_everybody_sees_what_it_is(right: Entitlement, cast: Cast) -> None:
    page, held = (reverse(f"eligibility:{name}", args=[right.pk]) for name in ("record_earlier", "entitlement"))
    filled = {**FILLED, "product": right.application.product_id, "valid_days": "1", "identity_checked": "on"}
    with time_machine.travel(f"{TODAY}T09:00:00+08:00", tick=False):
        desk = browser_of(cast.physician)
        assert page in desk.get(held).text
        wrong = desk.post(page, {**filled, "written_on": "2026-11-21", "paper": paper_file()})
        assert (wrong.status_code, "纸质处方开具日不晚于审核决定日" in wrong.text) == (422, True)
        shown = desk.post(page, {**filled, "written_on": str(WRITTEN), "paper": paper_file()}, follow=True).text
        assert ("的纸质处方已补录" in shown, "纸质处方补录" in shown) == (True, True)
        kept = Prescription.objects.get()
        office = browser_of(cast.supervisor)
        assert "2026-11-23 补录" in office.get(reverse("eligibility:prescription", args=[kept.pk])).text
        picture_of = office.get(reverse("eligibility:prescription_paper", args=[kept.pk]))
        stranger = browser_of(cast.stranger_reviewer).get(reverse("eligibility:prescription_paper", args=[kept.pk]))
    picture_of.close()
    assert (picture_of["Content-Type"], stranger.status_code) == ("image/png", 404)


def paper_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("处方.png", picture())


def test_a_form_without_its_paper_says_so(right: Entitlement, cast: Cast) -> None:
    answer = browser_of(cast.physician).post(reverse("eligibility:record_earlier", args=[right.pk]), FILLED)
    assert {"written_on", "paper"} <= set(answer.context["form"].errors)
