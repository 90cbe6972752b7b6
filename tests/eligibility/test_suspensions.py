"""Suspensions corrected: ended early, called off before they begin, lifted the same day, set right backwards."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from eligibility.entitlements import actions as entitlements
from eligibility.entitlements.errors import CannotResumeYet, PaysNothingThen, SuspensionOutside
from eligibility.entitlements.models import Entitlement, Suspension
from eligibility.entitlements.queries.entitlements import valid_on
from eligibility.entitlements.words import EndCause, EntitlementState, SuspensionCause
from eligibility.people import actions as persons
from kit.action import action
from kit.errors import ConstraintBroken, WrongState
from kit.period import Period
from province.events.models import Event
from tests.eligibility.conftest import Cast
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db

# The entitlement: 2026-11-20 to 2027-12-31; today: 2026-11-23.
FIRST, LAST = date(2026, 11, 20), date(2027, 12, 31)
TODAY = date(2026, 11, 23)
NOVEMBER, DECEMBER, YEAR_END = date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 31)
INQUIRY = SuspensionCause.INVESTIGATION


def suspend(held: Entitlement, first: date, last: date | None = None) -> Suspension:
    return entitlements.suspend(entitlement=held, cause=INQUIRY, first=first, last=last, by=None, on=TODAY)


def resume(held: Entitlement, first: date | None = None, on: date = TODAY) -> Period | None:
    return entitlements.resume(entitlement=held, cause=INQUIRY, first=first, by=None, on=on)


RESUMED = {
    "an open one, later": (TODAY, None, None, DECEMBER, Period(TODAY, NOVEMBER)),
    "before its last day": (TODAY, YEAR_END, None, DECEMBER, Period(TODAY, NOVEMBER)),
    "on its last day": (TODAY, DECEMBER, None, DECEMBER, Period(TODAY, NOVEMBER)),
    "the same day": (TODAY, None, None, TODAY, None),
    "before it begins": (DECEMBER, None, DECEMBER, TODAY, None),
    "from a day to come": (TODAY, None, DECEMBER, TODAY, Period(TODAY, NOVEMBER)),
    "wrong from the beginning": (FIRST, None, FIRST, TODAY, None),
    "wrong in its second half": (FIRST, YEAR_END, TODAY, YEAR_END, Period(FIRST, date(2026, 11, 22))),
}


@pytest.mark.parametrize(("first", "last", "again", "on", "left"), RESUMED.values(), ids=RESUMED)
def test_it_pays_again_from_the_day_that_is_named(
    held: Entitlement, first: date, last: date | None, again: date | None, on: date, left: Period | None
) -> None:
    suspend(held, first, last)
    assert resume(held, again, on) == left
    assert [row.period for row in held.suspensions.all()] == ([left] if left else [])
    assert valid_on(again or on).filter(pk=held.pk).exists()


def test_what_was_lifted_the_same_day_is_suspended_the_same_day_again(held: Entitlement) -> None:
    suspend(held, TODAY)
    resume(held)
    held.refresh_from_db()
    assert held.state_on(TODAY) == EntitlementState.ACTIVE
    suspend(held, TODAY)
    assert held.state_on(TODAY) == EntitlementState.SUSPENDED


def test_the_history_says_what_the_days_were_and_what_is_left_of_them(held: Entitlement) -> None:
    suspend(held, TODAY)
    resume(held, DECEMBER)
    resume(held)
    told = Event.objects.filter(noun="entitlement", verb="resume").order_by("id").values_list("before", "after")
    assert list(told) == [("2026-11-23 起", "2026-11-23 至 2026-11-30"), ("2026-11-23 至 2026-11-30", "无（全部取消）")]


@pytest.mark.parametrize("on", [TODAY, YEAR_END])
def test_what_is_not_suspended_or_no_longer_cannot_be_resumed(held: Entitlement, on: date) -> None:
    if on != TODAY:
        suspend(held, TODAY, NOVEMBER)
    with pytest.raises(CannotResumeYet, match=str(on)):
        resume(held, on=on)


OUTSIDE = {
    "before it": (date(2026, 11, 19), None),
    "after it": (date(2028, 1, 1), None),
    "past its end": (TODAY, date(2028, 1, 1)),
    "around it": (date(2026, 11, 1), date(2028, 1, 1)),
}


@pytest.mark.parametrize(("first", "last"), OUTSIDE.values(), ids=OUTSIDE)
def test_a_suspension_lies_inside_its_entitlement(held: Entitlement, first: date, last: date | None) -> None:
    with pytest.raises(SuspensionOutside, match="2026-11-20 至 2027-12-31"):
        suspend(held, first, last)


@pytest.mark.parametrize(("first", "last"), [(FIRST, None), (LAST, LAST), (FIRST, LAST)])
def test_the_first_and_the_last_day_can_be_suspended(held: Entitlement, first: date, last: date | None) -> None:
    assert suspend(held, first, last).period == Period(first, last)


def test_what_ends_earlier_is_not_suspended_past_its_end(held: Entitlement) -> None:
    entitlements.end(entitlement=held, cause=EndCause.CANCELLED, last_day=NOVEMBER, by=None, on=TODAY)
    with pytest.raises(SuspensionOutside):
        suspend(held, DECEMBER)
    suspend(held, TODAY)
    with pytest.raises(WrongState):
        entitlements.suspend(entitlement=held, cause=INQUIRY, first=TODAY, by=None, on=DECEMBER)


@pytest.mark.parametrize(("first", "last"), OUTSIDE.values(), ids=OUTSIDE)
def test_the_database_itself_keeps_a_suspension_inside_the_grant(
    held: Entitlement, first: date, last: date | None
) -> None:
    @action
    def write() -> None:
        held.suspensions.create(cause=INQUIRY, period=Period(first, last))

    with pytest.raises(ConstraintBroken) as refused:
        write()
    assert (refused.value.code, refused.value.message) == ("SUSPENSION_WITHIN_GRANT", "暂停期不能超出待遇的批准期限。")


def test_the_page_sets_a_suspension_right(held: Entitlement, cast: Cast) -> None:
    desk = browser_of(cast.supervisor)
    page, step = (reverse(f"eligibility:{name}", args=[held.pk]) for name in ("entitlement", "resume_entitlement"))
    with time_machine.travel(f"{TODAY}T09:00:00+08:00", tick=False):
        assert "没有可以恢复或取消的暂停" in desk.get(page).content.decode()
        suspend(held, DECEMBER)
        sent = {"resume-cause": INQUIRY, "resume-first": str(DECEMBER), "resume-note": "核查对象有误"}
        assert desk.post(step, sent).status_code == 302
        shown = desk.get(page).content.decode()
    assert "改为 无（全部取消）" in shown
    assert "核查对象有误" in shown


def test_nothing_is_paid_again_after_the_end(held: Entitlement) -> None:
    suspend(held, TODAY)
    entitlements.end(entitlement=held, cause=EndCause.CANCELLED, last_day=NOVEMBER, by=None, on=TODAY)
    with pytest.raises(PaysNothingThen, match="到 2026-11-30 为止"):
        resume(held, DECEMBER)
    assert resume(held, NOVEMBER) == Period(TODAY, date(2026, 11, 29))


def bury(held: Entitlement, died_on: date | None) -> None:
    persons.report_death(person=held.person, died_on=died_on, by=None, on=YEAR_END)


# From when and until when it is suspended, the day of death; the days that count.
ENDED = {
    "open beyond the end": (TODAY, None, NOVEMBER, Period(TODAY, NOVEMBER)),
    "ended in the middle": (TODAY, YEAR_END, NOVEMBER, Period(TODAY, NOVEMBER)),
    "over by then": (FIRST, TODAY, NOVEMBER, Period(FIRST, TODAY)),
    "on the last day": (NOVEMBER, None, NOVEMBER, Period(NOVEMBER, NOVEMBER)),
    "ended before it begins": (DECEMBER, None, NOVEMBER, None),
    "ended before anything began": (FIRST, None, date(2026, 11, 19), None),
}


@pytest.mark.parametrize(("first", "last", "died_on", "counts"), ENDED.values(), ids=ENDED)
def test_a_suspension_counts_up_to_the_end_and_whole_again_where_a_death_is_taken_back(
    held: Entitlement, first: date, last: date | None, died_on: date, counts: Period | None
) -> None:
    suspend(held, first, last)
    bury(held, died_on)
    assert held.suspensions.select_related("entitlement").get().in_effect == counts
    assert not valid_on(first).exists()
    bury(held, None)
    assert held.suspensions.select_related("entitlement").get().in_effect == Period(first, last or LAST)


SHOWN = {
    "cut": (TODAY, "2026-11-23 至 2026-11-30", "原定 2026-11-23 起，待遇已定于 2026-11-30 终止"),
    "never": (DECEMBER, "未生效", "原定 2026-12-01 起，待遇已定于 2026-11-30 终止"),
}


@pytest.mark.parametrize(("first", "days", "note"), SHOWN.values(), ids=SHOWN)
def test_the_page_shows_the_days_that_count_and_those_that_were_named(
    held: Entitlement, cast: Cast, first: date, days: str, note: str
) -> None:
    suspend(held, first)
    bury(held, NOVEMBER)
    shown = browser_of(cast.supervisor).get(reverse("eligibility:entitlement", args=[held.pk])).text
    assert (days in shown, note in shown) == (True, True)


TOLD = {
    "today": ({}, TODAY, "已恢复，今天起可以享受"),
    "tomorrow": ({}, date(2026, 11, 24), "已更改暂停期，今天仍在暂停中"),
    "another cause": ({"cause": SuspensionCause.EVALUATION_MISSED}, TODAY, "已更改暂停期，今天仍在暂停中"),
}


@pytest.mark.parametrize(("besides", "first", "words"), TOLD.values(), ids=TOLD)
def test_who_resumes_is_told_whether_she_may_buy_today(
    held: Entitlement, cast: Cast, besides: dict[str, SuspensionCause], first: date, words: str
) -> None:
    for cause in {INQUIRY, *besides.values()}:
        entitlements.suspend(entitlement=held, cause=cause, first=TODAY, by=None, on=TODAY)
    step = reverse("eligibility:resume_entitlement", args=[held.pk])
    with time_machine.travel(f"{TODAY}T09:00:00+08:00", tick=False):
        answer = browser_of(cast.supervisor).post(
            step, {"resume-cause": INQUIRY, "resume-first": str(first)}, follow=True
        )
    assert words in answer.text


def test_who_suspends_from_tomorrow_is_told_that_today_is_still_paid(held: Entitlement, cast: Cast) -> None:
    step = reverse("eligibility:suspend_entitlement", args=[held.pk])
    sent = {"suspend-cause": INQUIRY, "suspend-first": str(DECEMBER), "suspend-note": "待核查"}
    with time_machine.travel(f"{TODAY}T09:00:00+08:00", tick=False):
        answer = browser_of(cast.supervisor).post(step, sent, follow=True)
    assert "已设定暂停期，今天仍可享受" in answer.text
