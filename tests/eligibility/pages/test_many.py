"""One step for many cases: which may be ticked, what is confirmed, and what becomes of each by itself."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from eligibility.applications.models import TreatmentApplication
from eligibility.applications.words import ApplicationState
from province.events.models import Event
from province.staff.models import Account
from tests.eligibility.conftest import Cast, walk
from tests.factories.eligibility import ApplicationFactory
from tests.support.browsers import BACKEND, browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(today: date) -> Iterator[None]:
    with time_machine.travel(f"{today}T09:00:00+08:00", tick=False):
        yield


def came_in(cast: Cast, today: date) -> TreatmentApplication:
    """A complete one that waits at the door."""
    draft = ApplicationFactory(physician=cast.physician.physician, pharmacy=cast.pharmacist.post.institution)
    return walk(draft, cast, today, "submitted")


def without_a_paper(cast: Cast, today: date) -> TreatmentApplication:
    case = came_in(cast, today)
    case.materials.filter(kind="medical_papers").delete()
    return case


def page(by: Account, name: str = "intake") -> str:
    return browser_of(by).get(reverse(f"eligibility:{name}")).content.decode()


def ticks(shown: str) -> dict[int, bool]:
    """Each tick of a list, and whether it may be set."""
    boxes = re.findall(r'<input[^>]*name="row" value="(\d+)"([^>]*)>', shown)
    return {int(key): "disabled" not in rest for key, rest in boxes}


def accept(by: Account, cases: Iterable[TreatmentApplication], **more: str) -> str:
    """What a clerk is answered who sends these ticks."""
    sent = {"row": [case.pk for case in cases], **more}
    return browser_of(by).post(reverse("eligibility:accept_many"), sent, follow=True).content.decode()


def states(*cases: TreatmentApplication) -> list[str]:
    return [TreatmentApplication.objects.get(pk=case.pk).state for case in cases]


def test_what_the_rules_have_no_doubt_of_can_be_ticked_and_the_others_say_why_not(cast: Cast, today: date) -> None:
    whole, gap = came_in(cast, today), without_a_paper(cast, today)
    shown = page(cast.clerk)
    assert ticks(shown) == {whole.pk: True, gap.pk: False}
    assert "缺证明疾病及病情程度的医疗文书" in shown


def test_what_a_colleague_has_taken_cannot_be_ticked(cast: Cast, today: date) -> None:
    case = came_in(cast, today)
    TreatmentApplication.objects.filter(pk=case.pk).update(claimed_by=cast.stranger_clerk)
    assert ticks(page(cast.clerk)) == {case.pk: False}


def test_ticks_are_listed_first_and_accept_nothing(cast: Cast, today: date) -> None:
    cases = [came_in(cast, today), came_in(cast, today)]
    shown = accept(cast.clerk, cases)
    assert "确认受理 2 件" in shown
    assert states(*cases) == ["submitted", "submitted"]


def test_what_is_confirmed_is_accepted_one_by_one_each_with_its_event(cast: Cast, today: date) -> None:
    cases = [came_in(cast, today), came_in(cast, today)]
    assert accept(cast.clerk, cases, confirmed="yes").count("已受理") >= 2
    assert states(*cases) == ["accepted", "accepted"]
    assert Event.objects.filter(noun="application", verb="accept", actor=cast.clerk).count() == 2


def test_rules_are_asked_anew_and_one_that_fails_leaves_the_others_alone(cast: Cast, today: date) -> None:
    whole, gap = came_in(cast, today), without_a_paper(cast, today)
    shown = accept(cast.clerk, [whole, gap], confirmed="yes")
    assert states(whole, gap) == ["accepted", "submitted"]
    assert "须逐件办理。申请材料齐全" in shown


def test_what_is_sent_twice_is_accepted_once_and_the_second_says_so(cast: Cast, today: date) -> None:
    case = came_in(cast, today)
    accept(cast.clerk, [case], confirmed="yes")
    assert "未办理" in accept(cast.clerk, [case], confirmed="yes")
    assert Event.objects.filter(noun="application", verb="accept").count() == 1


def test_what_is_not_mine_is_neither_listed_nor_accepted(cast: Cast, today: date) -> None:
    case = came_in(cast, today)
    for more in ({}, {"confirmed": "yes"}):
        assert case.number not in accept(cast.stranger_clerk, [case], **more)
    assert states(case) == [ApplicationState.SUBMITTED]


@pytest.mark.parametrize("rows", [[], ["x", "-1", "１", "9" * 30], [str(number) for number in range(101)]])
def test_no_tick_and_too_many_are_refused_by_name(cast: Cast, rows: list[str]) -> None:
    answer = browser_of(cast.clerk).post(reverse("eligibility:accept_many"), {"row": rows}, follow=True)
    assert "勾选" in answer.content.decode()
    assert answer.status_code == 400


def test_more_cases_at_the_door_cost_no_more_queries(cast: Cast, today: date) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            page(cast.clerk)
        return len(asked)

    came_in(cast, today)
    queries()
    few = queries()
    for _ in range(3):
        came_in(cast, today)
    assert queries() == few


def test_what_is_ticked_is_sent_with_the_token_of_its_page(cast: Cast, today: date) -> None:
    case, desk = came_in(cast, today), Client(enforce_csrf_checks=True)
    desk.force_login(cast.clerk, backend=BACKEND)
    form = desk.get(reverse("eligibility:intake")).content.decode().partition('id="ticked"')[2].partition("</form>")[0]
    (token,) = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    sent = {"row": [case.pk], "csrfmiddlewaretoken": token}
    assert "确认受理 1 件" in desk.post(reverse("eligibility:accept_many"), sent, follow=True).content.decode()


def test_nobody_approves_by_ticks(cast: Cast) -> None:
    assert ticks(page(cast.reviewer, "review")) == {}
