"""Who has a case in hand: given by a supervisor, handed on by its officer, and nobody's again when he leaves."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from eligibility.applications import actions as applications
from eligibility.applications.models import TreatmentApplication
from province.events.models import Event
from province.staff import actions as accounts
from province.staff.actions import NewAccount
from province.staff.models import Account
from tests.eligibility.conftest import Cast, Stage
from tests.factories.province import AreaFactory
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(today: date) -> Iterator[None]:
    with time_machine.travel(f"{today}T09:00:00+08:00", tick=False):
        yield


def assign(by: Account, cases: Iterable[TreatmentApplication], officer: Account | None, why: str = "") -> str:
    """What is answered to whoever gives these cases to an officer."""
    sent = {
        "row": [case.pk for case in cases],
        "confirmed": "yes",
        "officer": officer.pk if officer else "",
        "why": why,
    }
    return browser_of(by).post(reverse("eligibility:assign_many"), sent, follow=True).content.decode()


def holder(case: TreatmentApplication) -> Account | None:
    return TreatmentApplication.objects.get(pk=case.pk).claimed_by


def last_event(case: TreatmentApplication) -> Event:
    return Event.objects.filter(noun="application", object_id=str(case.pk)).latest("pk")


def test_a_supervisor_gives_a_case_to_a_named_officer(case_in: Stage, cast: Cast) -> None:
    case = case_in("reviewed")
    assert "由唐审核办理" in assign(cast.supervisor, [case], cast.second_reviewer)
    assert holder(case) == cast.second_reviewer
    event = last_event(case)
    assert (event.verb, event.before, event.after) == ("assign", "", "唐审核")


def test_a_case_is_taken_from_somebody_with_a_reason_alone(case_in: Stage, cast: Cast, today: date) -> None:
    case = applications.claim(application=case_in("reviewed"), by=cast.reviewer, on=today)
    assign(cast.supervisor, [case], cast.second_reviewer)
    assert holder(case) == cast.reviewer
    assign(cast.supervisor, [case], cast.second_reviewer, "陈审核休假")
    assert holder(case) == cast.second_reviewer
    assert (last_event(case).before, last_event(case).why) == ("陈审核", "陈审核休假")


def test_an_officer_hands_on_what_he_has_in_hand_and_nothing_else(case_in: Stage, cast: Cast, today: date) -> None:
    case = case_in("reviewed")
    assert "没有由您领办" in assign(cast.reviewer, [case], cast.second_reviewer)
    applications.claim(application=case, by=cast.reviewer, on=today)
    assign(cast.reviewer, [case], cast.second_reviewer, "回避")
    assert holder(case) == cast.second_reviewer


@pytest.mark.parametrize("who", ["clerk", "stranger_reviewer", "supervisor"])
def test_whose_work_it_is_not_is_not_offered_and_gets_nothing(case_in: Stage, cast: Cast, who: str) -> None:
    case, officer = case_in("reviewed"), getattr(cast, who)
    desk = browser_of(cast.supervisor)
    page = desk.post(reverse("eligibility:assign_many"), {"row": [case.pk]}, follow=True).content.decode()
    assert f'<option value="{officer.pk}"' not in page
    assign(cast.supervisor, [case], officer, "试试")
    assert holder(case) is None


def test_another_citys_supervisor_finds_nothing_to_assign(case_in: Stage, cast: Cast) -> None:
    case = case_in("reviewed")
    assert case.number not in assign(cast.stranger_reviewer, [case], cast.reviewer)
    assert holder(case) is None


Leaving = Callable[[Account, date], None]


def close(account: Account, today: date) -> None:
    accounts.disable(account=account, why="离职", by=None, on=today)


def move(account: Account, today: date) -> None:
    to = NewAccount(username=account.username, name=account.name, role=account.role, area=AreaFactory(code="430200"))
    accounts.transfer(account=account, to=to, by=None, on=today)


@pytest.mark.parametrize(("leave", "why"), [(close, "陈审核的账号已停用"), (move, "陈审核已调整岗位")])
def test_what_somebody_has_in_hand_who_leaves_is_nobodys_and_says_so(
    case_in: Stage, cast: Cast, today: date, leave: Leaving, why: str
) -> None:
    case = applications.claim(application=case_in("reviewed"), by=cast.reviewer, on=today)
    leave(cast.reviewer, today)
    assert holder(case) is None
    assert (last_event(case).verb, last_event(case).why) == ("release", why)


def test_a_corrected_name_leaves_everything_in_hand(case_in: Stage, cast: Cast, today: date) -> None:
    case, officer = applications.claim(application=case_in("reviewed"), by=cast.reviewer, on=today), cast.reviewer
    to = NewAccount(username=officer.username, name="陈审合", role=officer.role, area=officer.area)
    accounts.transfer(account=officer, to=to, by=None, on=today)
    assert holder(case) == officer


def test_a_queue_is_filtered_by_officer(case_in: Stage, cast: Cast, today: date) -> None:
    case = applications.claim(application=case_in("reviewed"), by=cast.reviewer, on=today)
    address = reverse("eligibility:review")
    for officer, is_shown in ((cast.reviewer, True), (cast.second_reviewer, False)):
        page = browser_of(cast.supervisor).get(address, {"officer": officer.pk}).content.decode()
        assert (case.number in page) is is_shown


def test_a_supervisor_sees_what_waits_at_the_door_and_accepts_nothing(case_in: Stage, cast: Cast) -> None:
    case, desk = case_in("submitted"), browser_of(cast.supervisor)
    assert case.number in desk.get(reverse("eligibility:intake")).content.decode()
    assert desk.post(reverse("eligibility:accept_many"), {"row": [case.pk]}).status_code == 403
