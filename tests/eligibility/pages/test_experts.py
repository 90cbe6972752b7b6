"""Experts: asked by field or by name, urged once a day, and never told who the patient is."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from catalog.fields import actions as fields
from catalog.fields.models import ExpertField, TherapeuticField
from eligibility.applications import actions as applications
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.words import MaterialKind
from kit.errors import NotFound
from province.events.models import Event
from province.staff import actions as accounts
from province.staff.models import Account
from province.staff.words import Role
from tests.eligibility.conftest import Cast, Stage
from tests.factories.province import AccountFactory
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(today: date) -> Iterator[None]:
    with time_machine.travel(f"{today}T09:00:00+08:00", tick=False):
        yield


@pytest.fixture
def case(case_in: Stage) -> TreatmentApplication:
    """One that waits for an expert."""
    return case_in("accepted")


@pytest.fixture
def colleague() -> Account:
    return AccountFactory(role=Role.EXPERT, name="杜专家", area=None)


def give_field(expert: Account, field: TherapeuticField, today: date) -> None:
    fields.set_expert_fields(expert=expert, fields=[field], by=None, on=today)


def sees(expert: Account, case: TreatmentApplication) -> bool:
    desk = browser_of(expert)
    is_listed = case.number in desk.get(reverse("eligibility:opinions")).content.decode()
    assert desk.get(reverse("eligibility:case", args=[case.pk])).status_code == (200 if is_listed else 404)
    return is_listed


def send(by: Account, name: str, case: TreatmentApplication, **form: object) -> str:
    address = reverse(f"eligibility:{name}", args=[case.pk])
    return browser_of(by).post(address, form, follow=True).content.decode()


def desk_of(by: Account, case: TreatmentApplication) -> str:
    return browser_of(by).get(reverse("eligibility:case", args=[case.pk])).content.decode()


def test_a_drug_of_no_experts_field_goes_to_all_and_says_so(
    case: TreatmentApplication, cast: Cast, colleague: Account
) -> None:
    assert sees(cast.expert, case)
    assert sees(colleague, case)
    assert "没有“" in desk_of(cast.reviewer, case)
    assert "没有该领域的专家" in browser_of(colleague).get(reverse("eligibility:opinions")).content.decode()


def test_a_drug_goes_to_the_experts_of_its_field(
    case: TreatmentApplication, cast: Cast, colleague: Account, today: date
) -> None:
    give_field(colleague, case.drug.field, today)
    assert sees(colleague, case)
    assert not sees(cast.expert, case)
    assert "杜专家（" in desk_of(cast.reviewer, case)


def test_the_field_of_an_expert_who_has_left_is_nobodys(
    case: TreatmentApplication, cast: Cast, colleague: Account, today: date
) -> None:
    give_field(colleague, case.drug.field, today)
    accounts.disable(account=colleague, why="退休", by=None, on=today)
    assert sees(cast.expert, case)


def test_another_is_asked_besides_those_of_the_field(
    case: TreatmentApplication, cast: Cast, colleague: Account, today: date
) -> None:
    give_field(cast.expert, case.drug.field, today)
    assert "已请杜专家签署意见" in send(cast.reviewer, "ask_expert", case, expert=colleague.pk, alone="no", why="")
    assert (sees(cast.expert, case), sees(colleague, case)) == (True, True)
    assert "谭专家或杜专家（指名）" in desk_of(cast.reviewer, case)


def test_another_is_asked_in_place_of_the_first_with_a_reason(
    case: TreatmentApplication, cast: Cast, colleague: Account, today: date
) -> None:
    assert "请写明理由" in send(cast.reviewer, "ask_expert", case, expert=colleague.pk, alone="yes", why="")
    send(cast.reviewer, "ask_expert", case, expert=colleague.pk, alone="yes", why="谭专家外出")
    assert (sees(cast.expert, case), sees(colleague, case)) == (False, True)
    with pytest.raises(NotFound):
        applications.give_opinion(
            application=case, supports=True, label=True, scope=True, text="同意。", by=cast.expert, on=today
        )
    event = Event.objects.filter(noun="application", object_id=str(case.pk)).latest("pk")
    assert (event.verb, event.after, event.why) == ("ask_expert", "杜专家", "谭专家外出")


def test_an_expert_is_asked_once(case: TreatmentApplication, cast: Cast, colleague: Account) -> None:
    send(cast.reviewer, "ask_expert", case, expert=colleague.pk, alone="yes", why="回避")
    assert "已经请过这位专家" in send(cast.reviewer, "ask_expert", case, expert=colleague.pk, alone="no", why="")


@pytest.mark.parametrize("who", ["clerk", "physician", "expert", "stranger_reviewer"])
def test_only_the_reviewers_and_supervisors_of_the_area_urge_and_ask(
    case: TreatmentApplication, cast: Cast, who: str
) -> None:
    for name in ("urge", "ask_expert"):
        address = reverse(f"eligibility:{name}", args=[case.pk])
        assert browser_of(getattr(cast, who)).post(address).status_code in (403, 404)
    case.refresh_from_db()
    assert case.urged_on is None


def test_an_expert_is_urged_once_a_day_and_sees_it(case: TreatmentApplication, cast: Cast, today: date) -> None:
    assert "已催办，" in send(cast.reviewer, "urge", case)
    assert "今天已经催办过" in send(cast.supervisor, "urge", case)
    assert Event.objects.filter(noun="application", verb="urge").count() == 1
    for page in (
        browser_of(cast.expert).get(reverse("eligibility:opinions")).content.decode(),
        desk_of(cast.expert, case),
    ):
        assert "已催办" in page
    applications.urge(application=case, by=cast.reviewer, on=today + timedelta(days=1))


def test_what_is_decided_waits_for_nobody(case_in: Stage, cast: Cast) -> None:
    case = case_in("reviewed")
    assert "现在不等专家意见" in send(cast.reviewer, "urge", case)
    assert "等专家意见" not in desk_of(cast.reviewer, case)


def test_the_hospital_is_told_that_an_expert_is_waited_for_and_not_who(case: TreatmentApplication, cast: Cast) -> None:
    shown = desk_of(cast.physician, case)
    assert "等专家意见" in shown
    assert "谭专家" not in shown
    assert "催办" not in shown


ADDRESSES = ["eligibility:opinions", "eligibility:applications"]


def test_an_expert_reads_the_patients_name_nowhere(case: TreatmentApplication, cast: Cast) -> None:
    """In lists, asked as a file too, on the case and so on its print, in the search, in the names of papers."""
    name = case.person.name
    TreatmentApplication.objects.filter(pk=case.pk).update(grounds=f"{name}基因检测阳性。")
    case.materials.update(name=f"{name}.png")
    desk = browser_of(cast.expert)
    pages = [desk.get(reverse(address), more) for address in ADDRESSES for more in ({}, {"export": "csv"})]
    pages += [desk.get(reverse("eligibility:case", args=[case.pk])), desk.get(reverse("province:home"))]
    pages += [desk.post(reverse("province:search"), {"words": words}, follow=True) for words in (name, case.number)]
    assert [page.request["PATH_INFO"] for page in pages if name in page.content.decode()] == []
    assert {page["Content-Type"] for page in pages} == {"text/html; charset=utf-8"}
    assert "患者基因检测阳性" in pages[4].content.decode()


def test_an_expert_opens_no_paper_page_of_the_person(case: TreatmentApplication, cast: Cast) -> None:
    desk = browser_of(cast.expert)
    assert desk.get(reverse("eligibility:person", args=[case.person.identity_hash])).status_code == 403
    for paper in case.materials.exclude(kind=MaterialKind.MEDICAL):
        for name in ("paper", "small_paper"):
            assert desk.get(reverse(f"eligibility:{name}", args=[paper.pk])).status_code == 404


def test_the_provincial_agency_sets_an_experts_fields(case: TreatmentApplication, cast: Cast) -> None:
    keeper, field = AccountFactory(), case.drug.field
    desk, address = browser_of(keeper), reverse("catalog:expert", args=[cast.expert.pk])
    desk.post(address, {"treatment_fields": [field.pk]})
    assert [row.field_id for row in ExpertField.objects.filter(account=cast.expert)] == [field.pk]
    assert field.name in desk.get(reverse("catalog:experts")).content.decode()
    desk.post(address, {})
    assert not ExpertField.objects.exists()
    assert Event.objects.filter(noun="staff_account", verb="set_expert_fields").count() == 2


def test_nobody_but_an_expert_has_fields(case: TreatmentApplication, cast: Cast) -> None:
    address = reverse("catalog:expert", args=[cast.reviewer.pk])
    assert browser_of(AccountFactory()).get(address).status_code == 404
