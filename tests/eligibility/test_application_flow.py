"""From the physician's draft to the entitlement, step by step, as everybody in turn."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from acts.rules import Refused
from eligibility.applications import actions as applications
from eligibility.applications.errors import FormIncomplete
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.rules.materials import Gap, GapNotNewlyHandedIn
from eligibility.applications.words import DenialReason, MaterialKind
from eligibility.entitlements.models import Entitlement
from eligibility.people import actions as persons
from kit.errors import NotFound, WrongState
from kit.period import Period
from province.events.models import Event
from tests.eligibility.conftest import Cast, Stage, hand_in
from tests.factories.province import AreaFactory
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db


def events(case: TreatmentApplication) -> list[str]:
    rows = Event.objects.filter(noun="application", object_id=str(case.pk)).order_by("id")
    return [verb for verb in rows.values_list("verb", flat=True) if verb != "add_material"]


@pytest.mark.obligation("HN-23.4")
def test_acceptance_starts_a_clock_of_fifteen_working_days(case_in: Stage, today: date) -> None:
    case = case_in("accepted")
    assert (case.accepted_on, case.deadline, case.deadline_provisional) == (today, date(2026, 12, 14), False)


@pytest.mark.obligation("HN-22.1", "HN-23.6", "HN-36.1")
def test_approval_grants_from_the_application_date_to_the_end_of_next_year(case_in: Stage) -> None:
    case = case_in("approved")
    assert case.entitlement.period == Period(date(2026, 11, 20), date(2027, 12, 31))
    assert case.entitlement.field == case.drug.field


def test_what_she_takes_since_she_applied_is_on_record_from_that_day(
    draft: TreatmentApplication, case_in: Stage, today: date
) -> None:
    draft.application_date = today - timedelta(days=20)
    draft.save()
    case = case_in("approved")
    confirmation = case.entitlement.manufacturers.get()
    assert (confirmation.manufacturer, case.decided_on) == (case.product.manufacturer, today)
    assert confirmation.confirmed_on == draft.application_date


def test_who_moves_before_the_decision_takes_the_entitlement_along(
    draft: TreatmentApplication, case_in: Stage, cast: Cast, today: date
) -> None:
    case, elsewhere = case_in("reviewed"), AreaFactory(code="430202")
    persons.enrol(
        person=draft.person, insurance_type=draft.insurance_type, area=elsewhere, first=today, by=None, on=today
    )
    approval = applications.approve(application=case, label=True, scope=True, by=cast.reviewer, on=today)
    assert (approval.insured_area_id, approval.entitlement.insured_area) == (case.insured_area_id, elsewhere)


@pytest.mark.obligation("HN-23.1")
def test_every_step_leaves_exactly_one_event(case_in: Stage) -> None:
    case = case_in("approved")
    assert events(case) == ["sign", "endorse", "submit", "accept", "give_opinion", "approve"]


def test_a_second_decision_finds_the_wrong_state(case_in: Stage, cast: Cast, today: date) -> None:
    case = case_in("approved")
    with pytest.raises(WrongState):
        applications.approve(application=case, label=True, scope=True, by=cast.second_reviewer, on=today)
    assert Entitlement.objects.count() == 1


def test_an_agency_of_another_area_does_not_find_the_case(case_in: Stage, cast: Cast, today: date) -> None:
    case = case_in("submitted")
    with pytest.raises(NotFound):
        applications.accept(application=case, by=cast.stranger_clerk, on=today)


def test_another_hospital_does_not_find_the_case(case_in: Stage, cast: Cast, today: date) -> None:
    case = case_in("signed")
    with pytest.raises(NotFound):
        applications.endorse(application=case, by=cast.stranger_office, on=today)


@pytest.mark.obligation("HN-11.2")
def test_a_reviewer_who_finds_it_outside_the_scope_cannot_approve(case_in: Stage, cast: Cast, today: date) -> None:
    case = case_in("reviewed")
    with pytest.raises(Refused) as refused:
        applications.approve(application=case, label=True, scope=False, by=cast.reviewer, on=today)
    assert refused.value.code == "OUTSIDE_SCOPE"


def test_without_an_expert_there_is_no_decision(case_in: Stage, cast: Cast, today: date) -> None:
    case = case_in("accepted")
    with pytest.raises(WrongState):
        applications.approve(application=case, label=True, scope=True, by=cast.reviewer, on=today)


@pytest.mark.obligation("HN-36.1")
def test_a_denial_keeps_its_reason(case_in: Stage, cast: Cast, today: date) -> None:
    case = case_in("reviewed")
    denied = applications.deny(
        application=case, denial=DenialReason.PAPERS, reason="病理报告缺少分型。", by=cast.reviewer, on=today
    )
    assert (denied.state, denied.denial, denied.decided_by) == ("denied", "papers", cast.reviewer)


@pytest.mark.obligation("HN-23.3")
def test_a_return_names_all_gaps_and_stops_the_intake_clock(case_in: Stage, cast: Cast, today: date) -> None:
    case = case_in("submitted")
    gaps = [Gap(MaterialKind.IDENTITY, "看不清"), Gap(MaterialKind.MEDICAL, "缺病理报告")]
    returned = applications.return_for_correction(application=case, gaps=gaps, by=cast.clerk, on=today)
    assert [gap["material"] for gap in returned.gaps] == ["identity_copy", "medical_papers"]
    assert returned.intake_deadline is None


@pytest.mark.obligation("HN-23.3")
def test_a_second_return_names_only_gaps_in_what_was_newly_handed_in(case_in: Stage, cast: Cast, today: date) -> None:
    case = case_in("submitted")
    returned = applications.return_for_correction(
        application=case, gaps=[Gap(MaterialKind.IDENTITY, "看不清")], by=cast.clerk, on=today
    )
    hand_in(returned, cast.office, today, "identity_copy", shade=10)
    again = applications.supplement(application=returned, by=cast.office, on=today)
    assert again.state == "submitted"
    with pytest.raises(GapNotNewlyHandedIn):
        applications.return_for_correction(application=again, gaps=[Gap(MaterialKind.MEDICAL)], by=cast.clerk, on=today)
    still = applications.return_for_correction(
        application=again, gaps=[Gap(MaterialKind.IDENTITY, "仍看不清")], by=cast.clerk, on=today
    )
    assert still.returns == 2


def test_a_withdrawn_case_frees_the_drug_for_a_new_one(case_in: Stage, cast: Cast, today: date) -> None:
    case = case_in("accepted")
    withdrawn = applications.withdraw(application=case, why="患者改用其他药品", by=cast.clerk, on=today)
    assert withdrawn.state == "withdrawn"


@pytest.mark.parametrize("name", ["signer_name", "grounds", "usage", "diagnosis"])
def test_nothing_of_the_form_may_be_empty_at_the_signature(
    draft: TreatmentApplication, cast: Cast, today: date, name: str
) -> None:
    TreatmentApplication.objects.filter(pk=draft.pk).update(**{name: " "})
    with pytest.raises(FormIncomplete) as refused:
        applications.sign(application=draft, by=cast.physician, on=today)
    assert [each.field for each in refused.value.fields] == [name]


def test_the_form_keeps_who_signed_who_sealed_and_when(case_in: Stage, cast: Cast, today: date) -> None:
    case = case_in("endorsed")
    assert (case.physician.account, case.signed_on) == (cast.physician, today)
    assert (case.endorsed_by, case.endorsed_on) == (cast.office, today)


def test_what_the_insurance_office_hands_back_is_signed_and_declared_anew(
    case_in: Stage, cast: Cast, today: date
) -> None:
    back = applications.hand_back(application=case_in("signed"), why="诊断编码有误", by=cast.office, on=today)
    assert (back.state, back.signed_on, back.handed_back_for) == ("draft", None, "诊断编码有误")
    assert {back.meets_label, back.meets_scope, back.identity_checked} == {False}
    with pytest.raises(Refused) as refused:
        applications.sign(application=back, by=cast.physician, on=today)
    assert refused.value.code == "IDENTITY_NOT_CHECKED"


def test_the_physician_sees_why_it_came_back_until_he_signs_anew(case_in: Stage, cast: Cast, today: date) -> None:
    back = applications.hand_back(application=case_in("signed"), why="身份证反光", by=cast.office, on=today)
    desk, edit = browser_of(cast.physician), reverse("eligibility:edit", args=[back.pk])
    assert "身份证反光" in desk.get(edit).text
    assert "退回修改" in desk.get(reverse("eligibility:applications")).text
    TreatmentApplication.objects.update(meets_label=True, meets_scope=True, identity_checked=True)
    assert applications.sign(application=back, by=cast.physician, on=today).handed_back_for == ""


def test_the_office_sees_what_the_agency_would_find_before_it_seals(case_in: Stage, cast: Cast) -> None:
    case = case_in("signed")
    case.materials.all().delete()
    answer = browser_of(cast.office).get(reverse("eligibility:case", args=[case.pk]))
    assert [verdict.code for verdict in answer.context["pressing"]] == ["MATERIALS_INCOMPLETE"]


def test_nobody_decides_a_case_that_he_signed_before_his_role_changed(case_in: Stage, cast: Cast, today: date) -> None:
    case = case_in("reviewed")
    cast.expert.role, cast.expert.area = cast.reviewer.role, cast.reviewer.area
    cast.expert.save()
    with pytest.raises(Refused) as refused:
        applications.approve(application=case, label=True, scope=True, by=cast.expert, on=today)
    assert refused.value.code == "OWN_CASE"
