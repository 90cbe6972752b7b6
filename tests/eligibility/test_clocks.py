"""The law's clocks over many applications: silence, overdue, a new calendar."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from eligibility.applications import actions as applications
from eligibility.applications.announcements import ApplicationsOverdue
from eligibility.applications.errors import IntakeTermOver
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.rules.materials import Gap
from eligibility.applications.words import ApplicationKind, ApplicationState, MaterialKind
from province.calendar.actions import load_year
from province.calendar.rules.notice import ListedDay
from province.events.announcements import _handlers, subscribe
from province.events.models import Event
from tests.eligibility.conftest import MONDAY, Cast, Stage
from tests.factories.eligibility import ApplicationFactory
from tests.support.law import changed_act

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard() -> list[ApplicationsOverdue]:
    found: list[ApplicationsOverdue] = []
    listening = list(_handlers.get(ApplicationsOverdue, []))
    subscribe(ApplicationsOverdue, found.append)
    yield found
    _handlers[ApplicationsOverdue] = listening


@pytest.mark.obligation("HN-23.4")
def test_an_overdue_application_is_flagged_and_announced_once(case_in: Stage, heard: list[ApplicationsOverdue]) -> None:
    case = case_in("accepted")
    assert applications.mark_overdue(on=date(2026, 12, 14)) == 0
    assert [applications.mark_overdue(on=date(2026, 12, 15)) for _ in range(2)] == [1, 0]
    case.refresh_from_db()
    assert case.overdue_since == date(2026, 12, 15)
    assert [overdue.application_id for told in heard for overdue in told.cases] == [case.pk]


def test_what_is_overdue_is_flagged_in_batches_each_announced_once(
    cast: Cast, heard: list[ApplicationsOverdue], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eligibility.applications.actions.clock.BATCH", 2)
    clock = {"received_on": MONDAY, "clock_from": MONDAY, "deadline": MONDAY}
    for _ in range(3):
        ApplicationFactory(physician=cast.physician.physician, state=ApplicationState.ACCEPTED, **clock)
    assert [applications.mark_overdue(on=date(2026, 12, 15)) for _ in range(3)] == [2, 1, 0]
    assert [len(told.cases) for told in heard] == [2, 1]


@pytest.mark.obligation("HN-23.4")
def test_an_overdue_case_that_is_withdrawn_has_been_overdue_all_the_same(case_in: Stage, cast: Cast) -> None:
    case, late = case_in("reviewed"), date(2026, 12, 15)
    applications.mark_overdue(on=late)
    withdrawn = applications.withdraw(application=case, why="患者要求", by=cast.clerk, on=late)
    assert withdrawn.overdue_since == late


@pytest.mark.obligation("HN-23.4")
def test_nothing_is_decided_by_silence(case_in: Stage) -> None:
    case = case_in("reviewed")
    applications.mark_overdue(on=date(2027, 6, 1))
    case.refresh_from_db()
    assert case.state == "reviewed"


@pytest.mark.obligation("HN-23.4")
def test_what_intake_leaves_unanswered_counts_as_accepted_on_the_day_of_receipt(case_in: Stage) -> None:
    case = case_in("submitted")
    assert case.intake_deadline == date(2026, 11, 30)
    assert applications.accept_unanswered(on=date(2026, 11, 30)) == 0
    assert applications.accept_unanswered(on=date(2026, 12, 1)) == 1
    case.refresh_from_db()
    assert (case.state, case.accepted_on, case.deadline) == ("accepted", date(2026, 11, 23), date(2026, 12, 14))
    event = Event.objects.filter(noun="application", verb="accept_unanswered").get()
    assert (event.actor, event.object_id) == (None, str(case.pk))


@pytest.mark.obligation("HN-23.4")
def test_who_answers_after_the_intake_term_cannot_dodge_the_clock(case_in: Stage, cast: Cast) -> None:
    case, late = case_in("submitted"), date(2026, 12, 1)
    with pytest.raises(IntakeTermOver):
        applications.return_for_correction(application=case, gaps=[Gap(MaterialKind.MEDICAL)], by=cast.clerk, on=late)
    accepted = applications.accept(application=case, by=cast.clerk, on=late)
    assert (accepted.accepted_on, accepted.deadline) == (date(2026, 11, 23), date(2026, 12, 14))


@pytest.mark.obligation("HN-23.4")
def test_on_the_last_day_of_the_intake_term_it_may_still_be_returned(case_in: Stage, cast: Cast) -> None:
    case, last = case_in("submitted"), date(2026, 11, 30)
    gaps = [Gap(MaterialKind.MEDICAL)]
    returned = applications.return_for_correction(application=case, gaps=gaps, by=cast.clerk, on=last)
    assert returned.state == "returned"


def test_where_silence_is_no_acceptance_nothing_is_accepted_by_silence(
    case_in: Stage, cast: Cast, settings: Any, tmp_path: Path
) -> None:
    case, late = case_in("submitted"), date(2026, 12, 1)
    settings.PROVINCE = changed_act(tmp_path, "hunan", ("intake.silence_accepts", "value = true", "value = false"))
    assert applications.accept_unanswered(on=late) == 0
    assert applications.accept(application=case, by=cast.clerk, on=late).accepted_on == late


def test_where_silence_is_no_acceptance_a_late_return_is_still_one(
    case_in: Stage, cast: Cast, settings: Any, tmp_path: Path
) -> None:
    case, gaps = case_in("submitted"), [Gap(MaterialKind.MEDICAL)]
    settings.PROVINCE = changed_act(tmp_path, "hunan", ("intake.silence_accepts", "value = true", "value = false"))
    returned = applications.return_for_correction(application=case, gaps=gaps, by=cast.clerk, on=date(2026, 12, 1))
    assert returned.state == "returned"


def test_an_unanswered_renewal_goes_straight_to_its_decision(cast: Cast) -> None:
    case = ApplicationFactory(
        kind=ApplicationKind.RENEWAL,
        state=ApplicationState.SUBMITTED,
        received_on=date(2026, 11, 23),
        intake_deadline=date(2026, 11, 30),
    )
    applications.accept_unanswered(on=date(2026, 12, 1))
    case.refresh_from_db()
    assert case.state == "reviewed"


def accepted_in_december() -> TreatmentApplication:
    return ApplicationFactory(
        state=ApplicationState.ACCEPTED,
        received_on=date(2026, 12, 18),
        accepted_on=date(2026, 12, 18),
        clock_from=date(2026, 12, 18),
        deadline=date(2027, 1, 8),
        deadline_provisional=True,
    )


@pytest.mark.obligation("HN-23.4")
def test_a_loaded_year_moves_the_deadlines_that_touch_it_and_ends_the_provision(cast: Cast) -> None:
    case, untouched = accepted_in_december(), ApplicationFactory(state=ApplicationState.DRAFT)
    days = [ListedDay(date(2027, 1, day), False, "元旦") for day in (1, 2, 3)]
    load_year(year=2027, days=days, source="国办通知", by=None, on=date(2026, 12, 20))
    case.refresh_from_db()
    assert (case.deadline, case.deadline_provisional) == (date(2027, 1, 11), False)
    moved = Event.objects.filter(verb="recompute_deadline").values_list("object_id", flat=True)
    assert list(moved) == [str(case.pk)]
    assert untouched.deadline is None


def test_a_deadline_that_moved_into_the_future_is_overdue_no_more(cast: Cast) -> None:
    case = accepted_in_december()
    TreatmentApplication.objects.filter(pk=case.pk).update(overdue_since=date(2027, 1, 9))
    days = [ListedDay(date(2027, 1, day), False, "元旦") for day in (1, 2, 3)]
    load_year(year=2027, days=days, source="国办通知", by=None, on=date(2027, 1, 9))
    case.refresh_from_db()
    assert case.overdue_since is None
