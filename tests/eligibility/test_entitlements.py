"""Entitlements: suspended and resumed, changed in place, ended by the calendar, the drug or a decision."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from acts.rules import Refused
from catalog.listings.announcements import DrugLeft
from catalog.products.models import Product
from eligibility.applications import actions as applications
from eligibility.applications.words import ApplicationKind
from eligibility.entitlements import actions as entitlements
from eligibility.entitlements.models import Entitlement, ManufacturerFinding
from eligibility.entitlements.queries.entitlements import valid_on
from eligibility.entitlements.queries.findings import open_findings
from eligibility.entitlements.words import EndCause, EntitlementState, SuspensionCause
from eligibility.people import actions as persons
from eligibility.people.models import InsuredPerson
from eligibility.people.words import AssistanceCategory, InsuranceType
from kit.errors import ConstraintBroken, NotFound, NotPermitted
from kit.period import Period
from physicians.responsible.words import PhysicianState
from province.events.models import Event
from province.staff.models import Account
from tests.eligibility.conftest import Cast, Stage, walk
from tests.factories.catalog import ProductFactory
from tests.factories.eligibility import ApplicationFactory, EntitlementFactory, identity_number
from tests.factories.physicians import HospitalFactory, PharmacyFactory, PhysicianFactory
from tests.factories.province import AreaFactory
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db


def test_a_suspension_pays_nothing_on_its_days_and_resumes(held: Entitlement, cast: Cast, today: date) -> None:
    entitlements.suspend(
        entitlement=held, cause=SuspensionCause.INVESTIGATION, first=today, by=cast.supervisor, on=today
    )
    assert not valid_on(today).filter(pk=held.pk).exists()
    resumed = date(2026, 12, 1)
    entitlements.resume(entitlement=held, cause=SuspensionCause.INVESTIGATION, by=cast.supervisor, on=resumed)
    assert held.suspensions.get().period == Period(today, date(2026, 11, 30))
    assert valid_on(resumed).filter(pk=held.pk).exists()


def test_a_clerk_may_not_suspend_and_a_stranger_finds_nothing(held: Entitlement, cast: Cast, today: date) -> None:
    with pytest.raises(NotPermitted):
        entitlements.suspend(
            entitlement=held, cause=SuspensionCause.INVESTIGATION, first=today, by=cast.clerk, on=today
        )
    with pytest.raises(NotFound):
        entitlements.suspend(
            entitlement=held, cause=SuspensionCause.INVESTIGATION, first=today, by=cast.stranger_reviewer, on=today
        )


@pytest.mark.obligation("HN-23.6")
def test_expiry_marks_the_last_day_once_with_an_event_each(held: Entitlement) -> None:
    assert entitlements.expire(on=date(2027, 12, 31)) == 0
    assert [entitlements.expire(on=date(2028, 1, 1)) for _ in range(2)] == [1, 0]
    held.refresh_from_db()
    assert (held.ended_on, held.end_cause) == (date(2027, 12, 31), "expired")
    assert Event.objects.filter(noun="entitlement", verb="expire").count() == 1


@pytest.mark.obligation("HN-23.9")
def test_a_drug_that_leaves_ends_its_entitlements_with_its_last_valid_day(held: Entitlement, cast: Cast) -> None:
    other = EntitlementFactory()
    left = DrugLeft(drug_id=held.drug_id, last_day=date(2026, 12, 31), by=None, on=date(2026, 12, 20))
    assert [entitlements.end_for_drug(left) for _ in range(2)] == [1, 0]
    held.refresh_from_db()
    assert held.period == Period(date(2026, 11, 20), date(2026, 12, 31))
    assert (held.ended_on, held.end_cause) == (date(2026, 12, 31), "drug_left")
    other.refresh_from_db()
    assert other.ended_on is None


@pytest.mark.obligation("HN-23.9")
def test_an_entitlement_not_yet_begun_never_takes_effect_when_its_drug_leaves(cast: Cast) -> None:
    coming = EntitlementFactory(period=Period(date(2027, 1, 1), date(2028, 12, 31)))
    entitlements.end_for_drug(
        DrugLeft(drug_id=coming.drug_id, last_day=date(2026, 12, 31), by=None, on=date(2026, 12, 20))
    )
    coming.refresh_from_db()
    day = date(2027, 3, 1)
    assert (coming.void, coming.holds_on(day), coming.state_on(day)) == (True, False, EntitlementState.ENDED)
    assert not valid_on(day).filter(pk=coming.pk).exists()


def find(held: Entitlement, product: Product, by: Account, on: date) -> ManufacturerFinding:
    return entitlements.find_manufacturer(entitlement=held, product=product, label_confirmed=True, by=by, on=on)


def test_what_the_physician_finds_is_in_force_when_his_hospital_confirms(
    held: Entitlement, cast: Cast, today: date
) -> None:
    product, first = ProductFactory(drug=held.drug), held.application.product.manufacturer_id
    finding = find(held, product, cast.physician, today)
    assert {row.manufacturer_id for row in held.manufacturers.all()} == {first}
    entitlements.confirm_manufacturer(entitlement=held, finding=finding, by=cast.office, on=today)
    assert {row.manufacturer_id for row in held.manufacturers.all()} == {first, product.manufacturer_id}


def test_a_hospital_answers_once_and_for_its_own_physicians_only(held: Entitlement, cast: Cast, today: date) -> None:
    finding = find(held, ProductFactory(drug=held.drug), cast.physician, today)
    with pytest.raises(NotFound):
        entitlements.confirm_manufacturer(entitlement=held, finding=finding, by=cast.stranger_office, on=today)
    entitlements.refuse_manufacturer(
        entitlement=held, finding=finding, why="说明书未载该适应症", by=cast.office, on=today
    )
    with pytest.raises(NotFound):
        entitlements.confirm_manufacturer(entitlement=held, finding=finding, by=cast.office, on=today)
    assert held.manufacturers.count() == 1


def test_nobody_finds_in_a_physicians_name(held: Entitlement, cast: Cast, today: date) -> None:
    for account in (cast.office, cast.clerk, cast.reviewer):
        with pytest.raises(NotPermitted):
            find(held, ProductFactory(drug=held.drug), account, today)


def test_a_physician_of_the_field_finds_for_a_patient_of_another_hospital(
    held: Entitlement, cast: Cast, today: date
) -> None:
    physician = cast.stranger_physician
    finding = find(held, ProductFactory(drug=held.drug), physician, today)
    assert list(open_findings(cast.stranger_office)) == [finding]
    assert not open_findings(cast.office).exists()
    assert entitlements.confirm_manufacturer(entitlement=held, finding=finding, by=cast.stranger_office, on=today)


@pytest.mark.obligation("HN-22.3")
def test_another_drug_label_or_field_is_found_by_nobody(held: Entitlement, cast: Cast, today: date) -> None:
    unpublished = PhysicianFactory(state=PhysicianState.SUSPENDED)
    same = ProductFactory(drug=held.drug)
    for product, physician, label, code in [
        (ProductFactory(), cast.physician, True, "PRODUCT_OF_ANOTHER_DRUG"),
        (same, unpublished.account, True, "FIELD_DIFFERS"),
        (same, cast.physician, False, "LABEL_NOT_CONFIRMED"),
    ]:
        with pytest.raises(Refused) as refused:
            entitlements.find_manufacturer(
                entitlement=held, product=product, label_confirmed=label, by=physician, on=today
            )
        assert refused.value.code == code


def test_physician_and_office_do_it_each_at_his_own_desk(held: Entitlement, cast: Cast, today: date) -> None:
    product, screen = ProductFactory(drug=held.drug), reverse("eligibility:entitlement", args=[held.pk])
    with time_machine.travel(f"{today}T09:00:00+08:00", tick=False):
        desk, office = browser_of(cast.physician), browser_of(cast.office)
        filled = {"find-manufacturer-product": product.pk, "find-manufacturer-label_confirmed": "on"}
        assert desk.post(f"{screen}find-manufacturer/", filled).status_code == 302
        assert str(product) in office.get(reverse("eligibility:findings")).text
        finding = held.findings.get()
        assert "等医院确认" in office.get(screen).text
        assert (
            office.post(f"{screen}confirm-manufacturer/", {"confirm-manufacturer-finding": finding.pk}).status_code
            == 302
        )
    assert held.manufacturers.filter(manufacturer=product.manufacturer).exists()


@pytest.mark.obligation("HN-23.1", "HN-25.4")
def test_institutions_change_online_to_any_designated_one_of_the_province(
    held: Entitlement, cast: Cast, today: date
) -> None:
    hospital, pharmacy = HospitalFactory(code="H43310100007"), PharmacyFactory(code="P43310100007")
    entitlements.change_institution(entitlement=held, hospital=hospital, pharmacy=pharmacy, by=cast.clerk, on=today)
    held.refresh_from_db()
    assert (held.hospital, held.pharmacy) == (hospital, pharmacy)


def test_a_pharmacy_without_agreement_cannot_be_changed_to(held: Entitlement, cast: Cast, today: date) -> None:
    closed = PharmacyFactory(agreement=False)
    with pytest.raises(Refused) as refused:
        entitlements.change_institution(
            entitlement=held, hospital=held.hospital, pharmacy=closed, by=cast.clerk, on=today
        )
    assert refused.value.code == "PHARMACY_NOT_DESIGNATED"


@pytest.mark.obligation("HN-24.1", "HN-24.3")
def test_an_approved_change_ends_the_old_entitlement_the_day_before(held: Entitlement, cast: Cast, today: date) -> None:
    case = ApplicationFactory(
        kind=ApplicationKind.CHANGE,
        replaces=held,
        person=held.person,
        physician=cast.physician.physician,
        application_date=date(2026, 11, 23),
    )
    changed = walk(case, cast, today, "approved")
    held.refresh_from_db()
    assert (held.period.last, held.end_cause) == (date(2026, 11, 22), "changed")
    assert changed.entitlement.period.first == date(2026, 11, 23)


@pytest.mark.obligation("HN-24.1")
def test_an_addition_leaves_the_first_drug_alone(held: Entitlement, cast: Cast, today: date) -> None:
    case = ApplicationFactory(kind=ApplicationKind.ADDITION, person=held.person, physician=cast.physician.physician)
    walk(case, cast, today, "approved")
    held.refresh_from_db()
    assert held.ended_on is None
    assert held.person.entitlements.count() == 2


def test_a_renewal_begins_the_day_after_the_old_end_without_an_expert(cast: Cast, today: date) -> None:
    old = EntitlementFactory(
        application__physician=cast.physician.physician, period=Period(date(2026, 2, 1), date(2026, 12, 31))
    )
    case = ApplicationFactory(
        kind=ApplicationKind.RENEWAL,
        replaces=old,
        person=old.person,
        product=old.application.product,
        physician=cast.physician.physician,
    )
    walk(case, cast, today, "submitted")
    accepted = applications.accept(application=case, by=cast.clerk, on=today)
    assert accepted.state == "reviewed"
    done = applications.approve(application=case, label=True, scope=True, by=cast.reviewer, on=today)
    assert done.entitlement.period == Period(date(2027, 1, 1), date(2028, 12, 31))


def test_an_entitlement_cancelled_while_its_renewal_waits_is_not_renewed(cast: Cast, today: date) -> None:
    old = EntitlementFactory(
        application__physician=cast.physician.physician, period=Period(date(2026, 2, 1), date(2026, 12, 31))
    )
    case = ApplicationFactory(
        kind=ApplicationKind.RENEWAL,
        replaces=old,
        person=old.person,
        product=old.application.product,
        physician=cast.physician.physician,
    )
    walk(case, cast, today, "submitted")
    applications.accept(application=case, by=cast.clerk, on=today)
    entitlements.end(entitlement=old, cause=EndCause.CANCELLED, last_day=today, by=cast.supervisor, on=today)
    with pytest.raises(Refused) as refused:
        applications.approve(application=case, label=True, scope=True, by=cast.reviewer, on=today)
    assert refused.value.code == "RENEWAL_NOT_DUE"


def test_two_entitlements_for_one_drug_cannot_overlap(held: Entitlement) -> None:
    with pytest.raises(Exception, match="entitlement_no_overlap"):
        EntitlementFactory(application__person=held.person, application__product=held.application.product)


@pytest.mark.obligation("HN-5.1")
def test_a_move_takes_the_entitlement_along(held: Entitlement, cast: Cast, today: date) -> None:
    zhuzhou, first, areas = AreaFactory(code="430202"), date(2026, 12, 1), []
    persons.enrol(
        person=held.person, insurance_type=InsuranceType.EMPLOYEE, area=zhuzhou, first=first, by=None, on=today
    )
    for day in (today, date(2026, 11, 30), first):
        entitlements.follow_moves(on=day)
        held.refresh_from_db()
        areas.append(held.insured_area_id)
    assert areas == ["430102", "430102", "430202"]
    assert [str(e.period) for e in held.person.enrolments.order_by("first_day")] == [
        "2020-01-01 至 2026-11-30",
        "2026-12-01 起",
    ]


def test_death_ends_every_entitlement(held: Entitlement, today: date) -> None:
    persons.report_death(person=held.person, died_on=today, by=None, on=today)
    held.refresh_from_db()
    assert (held.ended_on, held.end_cause) == (today, "deceased")


def test_one_person_has_one_identity_number(cast: Cast, today: date) -> None:
    number = identity_number(490)
    persons.register(psn_no="1", name="甲", identity=number, by=None, on=today)
    with pytest.raises(ConstraintBroken):
        persons.register(psn_no="2", name="乙", identity=number, by=None, on=today)


def test_a_take_over_enters_new_persons_and_keeps_what_it_knows(cast: Cast, today: date) -> None:
    AreaFactory()
    row = persons.PersonRow(
        psn_no="9",
        name="甲",
        identity=identity_number(490),
        insurance_type=InsuranceType.RESIDENT,
        area="430102",
        insured_since=date(2026, 1, 1),
        assistance=AssistanceCategory.SUBSISTENCE,
    )
    assert [persons.take_over(rows=[row], by=None, on=today) for _ in range(2)] == [1, 1]
    person = InsuredPerson.objects.get(pk="9")
    assert (person.enrolments.count(), person.recognitions.count()) == (1, 1)


def test_a_grant_for_a_case_of_another_area_is_not_found(case_in: Stage, cast: Cast, today: date) -> None:
    case = case_in("reviewed")
    with pytest.raises(NotFound):
        applications.approve(application=case, label=True, scope=True, by=cast.stranger_reviewer, on=today)


@pytest.mark.obligation("HN-23.6")
def test_no_entitlement_stands_without_a_last_day(held: Entitlement) -> None:
    with pytest.raises(IntegrityError, match="entitlement_closed"), transaction.atomic():
        Entitlement.objects.filter(pk=held.pk).update(
            period=Period(held.period.first, None), granted=Period(held.period.first, None)
        )
