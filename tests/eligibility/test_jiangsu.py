"""Jiangsu's way: received, complete or told once, filed within one working day."""

import re
from datetime import date
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from acts.rules import Refused
from eligibility.applications import actions as applications
from eligibility.applications.forms.filing import products_offered
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.rules.materials import Gap
from eligibility.applications.words import MaterialKind
from kit.errors import WrongState
from kit.period import Period
from province.events.models import Event
from province.law.queries.policy import article_against
from tests.eligibility.conftest import Cast, hand_in
from tests.factories.catalog import PayableProductFactory, ProductFactory
from tests.factories.eligibility import ApplicationFactory, EnrolmentFactory, PersonFactory
from tests.factories.province import AreaFactory
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast: Cast, settings: Any) -> TreatmentApplication:
    """An application of a patient of Nanjing, without a pharmacy; its papers not yet handed in."""
    settings.PROVINCE = "jiangsu"
    nanjing = AreaFactory(code="320100")
    for account in (cast.clerk, cast.reviewer):
        account.area = nanjing
        account.save()
    person = PersonFactory(enrolment=False)
    EnrolmentFactory(person=person, area=AreaFactory(code="320102"))
    return ApplicationFactory(
        person=person, insured_area_id="320102", pharmacy=None, physician=cast.physician.physician
    )


@pytest.fixture
def case(draft: TreatmentApplication, cast: Cast, today: date) -> TreatmentApplication:
    """The same on its way to the city agency."""
    return sent(draft, cast, today)


def sent(case: TreatmentApplication, cast: Cast, on: date) -> TreatmentApplication:
    for step, by in ((applications.sign, cast.physician), (applications.transmit, cast.office)):
        case = step(application=case, by=by, on=on)
    return case


@pytest.mark.obligation("JS-9(1).2")
def test_physician_and_office_send_it_to_the_agency(draft: TreatmentApplication, cast: Cast, today: date) -> None:
    sent(draft, cast, today)
    draft.refresh_from_db()
    assert (draft.state, draft.received_on) == ("submitted", today)


@pytest.mark.obligation("JS-9(2).2")
def test_the_filing_clock_runs_from_receipt(case: TreatmentApplication, today: date) -> None:
    assert (case.state, case.clock_from, case.deadline) == ("submitted", today, date(2026, 11, 24))
    assert (case.accepted_on, case.intake_deadline) == (None, None)


@pytest.mark.obligation("JS-9(2).1", "JS-10.2")
def test_a_complete_application_is_filed_and_lasts_with_the_drugs_validity(
    case: TreatmentApplication, cast: Cast, today: date
) -> None:
    hand_in(case, cast.clerk, today, "credential_copy", "medical_papers")
    filed = applications.file(application=case, by=cast.clerk, on=today)
    assert filed.state == "filed"
    assert filed.entitlement.period == Period(date(2026, 11, 20), date(2027, 12, 31))


@pytest.mark.obligation("JS-9(2).3")
def test_gaps_are_told_once_and_a_new_day_begins_with_the_supplement(
    case: TreatmentApplication, cast: Cast, today: date
) -> None:
    with pytest.raises(Refused) as refused:
        applications.file(application=case, by=cast.clerk, on=today)
    assert article_against(refused.value) == "JS-9(2)"
    gaps = [Gap(MaterialKind.CREDENTIAL), Gap(MaterialKind.MEDICAL)]
    told = applications.return_for_correction(application=case, gaps=gaps, by=cast.clerk, on=today)
    assert (told.clock_from, told.deadline) == (None, None)
    hand_in(told, cast.office, today, "credential_copy", "medical_papers")
    again = applications.supplement(application=told, by=cast.office, on=date(2026, 11, 26))
    assert again.deadline == date(2026, 11, 27)


def test_what_is_missing_is_handed_in_from_the_list_of_this_act(
    case: TreatmentApplication, cast: Cast, today: date
) -> None:
    applications.return_for_correction(application=case, gaps=[Gap(MaterialKind.MEDICAL)], by=cast.clerk, on=today)
    with time_machine.travel(f"{today}T09:00:00+08:00", tick=False):
        page = browser_of(cast.office).get(reverse("eligibility:case", args=[case.pk])).content.decode()
    assert set(re.findall('<option value="([a-z_]+)"', page)) == {"form", "medical_papers", "credential_copy"}


def test_there_is_no_acceptance_and_no_decision(case: TreatmentApplication, cast: Cast, today: date) -> None:
    with pytest.raises(WrongState):
        applications.accept(application=case, by=cast.clerk, on=today)
    with pytest.raises(WrongState):
        applications.approve(application=case, label=True, scope=True, by=cast.reviewer, on=today)


@pytest.mark.obligation("JS-9(2).2")
def test_an_unfiled_application_is_overdue_after_one_working_day(case: TreatmentApplication) -> None:
    assert applications.accept_unanswered(on=date(2026, 12, 1)) == 0
    assert applications.mark_overdue(on=date(2026, 11, 25)) == 1


def test_whatever_is_recorded_and_refused_on_the_way_cites_this_act_only(
    case: TreatmentApplication, cast: Cast, today: date
) -> None:
    gaps = [Gap(MaterialKind.CREDENTIAL), Gap(MaterialKind.MEDICAL)]
    applications.return_for_correction(application=case, gaps=gaps, by=cast.clerk, on=today)
    hand_in(case, cast.office, today, "credential_copy", "medical_papers")
    applications.supplement(application=case, by=cast.office, on=today)
    applications.mark_overdue(on=date(2026, 12, 1))
    applications.file(application=case, by=cast.clerk, on=today)
    events = Event.objects.filter(noun__in=["application", "entitlement"])
    assert {"sign", "return", "add_material", "overdue", "file", "grant"} <= set(events.values_list("verb", flat=True))
    assert {source[:3] for source in events.values_list("obligation", flat=True)} == {"JS-"}


def test_a_physician_may_file_for_either_class_and_no_product_waits_for_an_admission(
    cast: Cast, today: date, settings: Any
) -> None:
    products = {ProductFactory(), PayableProductFactory(admission=None)}
    physician = cast.physician.physician
    assert not products & set(products_offered(physician, today))
    settings.PROVINCE = "jiangsu"
    assert products <= set(products_offered(physician, today))
