"""Queues: filtered by what presses and where it comes from, in parts whose counts lead to what they count."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from eligibility.applications.models import TreatmentApplication
from eligibility.applications.words import ApplicationState
from province.events.models import Event
from province.staff.models import Account
from tests.eligibility.conftest import Cast, Stage
from tests.factories.eligibility import ApplicationFactory
from tests.factories.province import AreaFactory
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db
OVER, SOON, LATER = -5, 1, 20


@pytest.fixture(autouse=True)
def clock(today: date) -> Any:
    with time_machine.travel(f"{today}T09:00:00+08:00", tick=False):
        yield


def waiting(cast: Cast, today: date, days: int, **facts: object) -> TreatmentApplication:
    """One in review whose clock ends in so many days."""
    due = today + timedelta(days=days)
    start = due - timedelta(days=21)
    clock = {"received_on": start, "accepted_on": start, "clock_from": start, "deadline": due}
    return ApplicationFactory(
        **{"state": ApplicationState.REVIEWED, "physician": cast.physician.physician, **clock, **facts}
    )


def came_in(cast: Cast, today: date, days: int, **facts: object) -> TreatmentApplication:
    """One at intake whose term ends in so many days."""
    return ApplicationFactory(
        state=ApplicationState.SUBMITTED,
        physician=cast.physician.physician,
        received_on=today,
        intake_deadline=today + timedelta(days=days),
        **facts,
    )


def shown(by: Account, address: str) -> set[str]:
    """The numbers of the rows of a page."""
    page = browser_of(by).get(address).content.decode().partition("<tbody")[2]
    return set(re.findall(r"SQ[0-9]{18}", page))


def links(by: Account, address: str, words: str) -> list[tuple[str, int]]:
    """Where a count leads, and what it says."""
    page = browser_of(by).get(address).content.decode()
    found = re.findall(rf'<a[^>]* href="([^"]+)"[^>]*>{words} <b>([0-9]+)</b>', page)
    found += re.findall(rf'<a href="([^"]+)"[^>]*>{words} <b>([0-9]+)</b>', page)
    return [(url.replace("&amp;", "&"), int(count)) for url, count in dict.fromkeys(found)]


@pytest.mark.parametrize(("term", "days"), [("overdue", OVER), ("near", SOON)])
@pytest.mark.parametrize(("who", "name", "make"), [("clerk", "intake", came_in), ("reviewer", "review", waiting)])
def test_a_queue_is_filtered_by_how_it_presses(
    cast: Cast, today: date, term: str, days: int, who: str, name: str, make: Any
) -> None:
    cases = {each: make(cast, today, each).number for each in (OVER, SOON, LATER)}
    assert shown(getattr(cast, who), f"{reverse(f'eligibility:{name}')}?term={term}") == {cases[days]}


@pytest.mark.parametrize(
    ("asked", "facts"),
    [
        ("area=430103", {"insured_area": "430103"}),
        ("kind=renewal", {"kind": "renewal"}),
        ("drug=alt", {"product__drug__generic_name": "盐酸阿来替尼"}),
    ],
)
def test_a_queue_is_filtered_by_what_the_case_is(cast: Cast, today: date, asked: str, facts: dict[str, Any]) -> None:
    given = {name: AreaFactory(code=value) if name == "insured_area" else value for name, value in facts.items()}
    wanted, _ = waiting(cast, today, LATER, **given), waiting(cast, today, LATER)
    assert shown(cast.reviewer, f"{reverse('eligibility:review')}?{asked}") == {wanted.number}


def test_only_areas_of_ones_own_are_offered(cast: Cast) -> None:
    AreaFactory(code="430202")
    page = browser_of(cast.reviewer).get(reverse("eligibility:review")).content.decode()
    assert 'value="430102"' in page
    assert 'value="430202"' not in page


def test_the_reviewers_queue_has_two_parts_and_says_since_when_an_expert_is_waited_for(cast: Cast, today: date) -> None:
    mine = waiting(cast, today, LATER)
    experts = waiting(cast, today, LATER, state=ApplicationState.ACCEPTED)
    address = reverse("eligibility:review")
    ((decide, one),) = links(cast.reviewer, address, "待我决定")
    ((expert, other),) = links(cast.reviewer, address, "等专家")
    assert (one, other) == (1, 1)
    assert shown(cast.reviewer, address + decide) == {mine.number}
    assert shown(cast.reviewer, address + expert) == {experts.number}
    assert str(experts.accepted_on) in browser_of(cast.reviewer).get(address + expert).content.decode()


@pytest.mark.parametrize(("words", "days"), [("待审核", None), ("已超期", OVER), ("即将到期", SOON)])
def test_the_reviewers_home_counts_what_he_can_decide_and_leads_there(
    cast: Cast, today: date, words: str, days: int | None
) -> None:
    cases = {each: waiting(cast, today, each).number for each in (OVER, SOON, LATER)}
    waiting(cast, today, OVER, state=ApplicationState.ACCEPTED)
    ((address, count),) = links(cast.reviewer, reverse("province:home"), words)
    wanted = set(cases.values()) if days is None else {cases[days]}
    assert count == len(wanted)
    assert shown(cast.reviewer, address) == wanted


def press(by: Account, name: str, case: TreatmentApplication) -> str:
    """What the case says to him after he pressed a button of it."""
    desk = browser_of(by)
    desk.post(reverse(f"eligibility:{name}", args=[case.pk]))
    return desk.get(reverse("eligibility:case", args=[case.pk])).content.decode()


def test_a_case_is_taken_seen_as_taken_and_given_back(cast: Cast, today: date) -> None:
    case, address = waiting(cast, today, LATER), reverse("eligibility:review")
    assert "已领办" in press(cast.reviewer, "claim", case)
    assert cast.reviewer.name in browser_of(cast.second_reviewer).get(address).content.decode().partition("<tbody")[2]
    assert shown(cast.reviewer, f"{address}?claim=mine") == {case.number}
    assert shown(cast.second_reviewer, f"{address}?claim=mine") == set()
    assert shown(cast.second_reviewer, f"{address}?claim=nobody") == set()
    press(cast.reviewer, "release", case)
    assert shown(cast.second_reviewer, f"{address}?claim=nobody") == {case.number}
    verbs = (
        Event.objects.filter(noun="application", object_id=str(case.pk)).order_by("pk").values_list("verb", flat=True)
    )
    assert list(verbs) == ["claim", "release"]


def test_what_another_took_is_given_back_by_him_or_a_supervisor(cast: Cast, today: date) -> None:
    case = waiting(cast, today, LATER)
    press(cast.reviewer, "claim", case)
    assert f"{cast.reviewer.name}已领办这件申请" in press(cast.second_reviewer, "claim", case)
    assert "没有由您领办" in press(cast.second_reviewer, "release", case)
    press(cast.supervisor, "release", case)
    case.refresh_from_db()
    assert case.claimed_by is None


def test_nobody_takes_what_waits_in_anothers_queue(cast: Cast, today: date) -> None:
    case = waiting(cast, today, LATER)
    press(cast.clerk, "claim", case)
    case.refresh_from_db()
    assert case.claimed_by is None


def test_who_accepts_has_it_no_longer(cast: Cast, case_in: Stage, today: date) -> None:
    case = case_in("submitted")
    press(cast.clerk, "claim", case)
    browser_of(cast.clerk).post(reverse("eligibility:accept_application", args=[case.pk]))
    case.refresh_from_db()
    assert (case.state, case.claimed_by) == (ApplicationState.ACCEPTED, None)
