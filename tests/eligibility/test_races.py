"""Two at once, with real threads on a database of their own: one wins, the other is told."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest

from eligibility.applications import actions as applications
from eligibility.applications.words import DenialReason
from eligibility.entitlements import actions as entitlements
from eligibility.entitlements.models import Entitlement
from eligibility.people import actions as persons
from eligibility.people.words import InsuranceType
from eligibility.prescriptions import actions as prescriptions
from eligibility.prescriptions.actions import Line, Order
from eligibility.prescriptions.models import Prescription
from eligibility.prescriptions.rules.supply import Regimen
from kit.action import ATTEMPTS, persistent
from kit.errors import Busy, DomainError, WrongState
from province.events.models import Event
from province.staff import actions as accounts
from tests.eligibility.conftest import Cast, cast_list, walk
from tests.factories.eligibility import ApplicationFactory, EntitlementFactory
from tests.factories.province import AreaFactory
from tests.support.crowd import at_once


@pytest.fixture
def cast(own_database: str) -> Cast:
    return cast_list()


def test_two_reviewers_at_once_decide_once(cast: Cast, today: date) -> None:
    case = walk(ApplicationFactory(physician=cast.physician.physician), cast, today, "reviewed")
    results = at_once(
        [
            lambda: applications.approve(application=case, label=True, scope=True, by=cast.reviewer, on=today),
            lambda: applications.deny(
                application=case, denial=DenialReason.PAPERS, reason="不足以证明。", by=cast.second_reviewer, on=today
            ),
        ]
    )
    refused = [each for each in results if isinstance(each, DomainError)]
    assert [type(each) for each in refused] == [WrongState]
    decisions = Event.objects.filter(noun="application", verb__in=["approve", "deny"])
    assert decisions.count() == 1
    assert Entitlement.objects.count() == (decisions.get().verb == "approve")


def test_one_click_sent_four_times_accepts_once(cast: Cast, today: date) -> None:
    case = walk(ApplicationFactory(physician=cast.physician.physician), cast, today, "submitted")
    results = at_once([lambda: applications.accept(application=case, by=cast.clerk, on=today)] * 4)
    assert sum(isinstance(each, WrongState) for each in results) == 3
    assert Event.objects.filter(noun="application", verb="accept").count() == 1


def test_a_case_given_to_somebody_who_leaves_at_that_moment_is_nobodys(cast: Cast, today: date) -> None:
    case = walk(ApplicationFactory(physician=cast.physician.physician), cast, today, "reviewed")
    at_once(
        [
            lambda: applications.assign(application=case, officer=cast.reviewer, why="", by=cast.supervisor, on=today),
            lambda: accounts.disable(account=cast.reviewer, why="离职", by=None, on=today),
        ]
    )
    case.refresh_from_db()
    assert case.claimed_by is None


def test_a_list_confirmed_at_two_desks_accepts_each_case_once(cast: Cast, today: date) -> None:
    draft = ApplicationFactory(physician=cast.physician.physician, pharmacy=cast.pharmacist.post.institution)
    case = walk(draft, cast, today, "submitted")
    results = at_once([lambda: applications.accept_complete(application=case, by=cast.clerk, on=today)] * 3)
    assert sum(isinstance(each, WrongState) for each in results) == 2
    assert Event.objects.filter(noun="application", verb="accept").count() == 1


@pytest.mark.obligation("HN-28.4")
def test_prescriptions_issued_at_once_have_numbers_of_their_own(cast: Cast, today: date) -> None:
    held = EntitlementFactory(application__physician=cast.physician.physician)
    line = Line(product=held.application.product, quantity=Decimal(1), regimen=Regimen(Decimal(10)), usage="每日一次")
    order = Order(lines=[line], diagnosis_code=held.diagnosis_code, diagnosis="肺恶性肿瘤", identity_checked=True)
    at_once([lambda: prescriptions.issue(entitlement=held, order=order, by=cast.physician, on=today)] * 6)
    numbers = sorted(Prescription.objects.values_list("rxno", flat=True))
    assert [number[-6:] for number in numbers] == [f"{n:06}" for n in range(1, 7)]


def test_what_was_busy_is_tried_again_until_it_comes_through(own_database: str) -> None:
    tries = iter([Busy, Busy, None])

    @persistent
    def work() -> str:
        if fault := next(tries):
            raise fault
        return "done"

    assert work() == "done"


def test_what_stays_busy_is_busy_in_the_end(own_database: str) -> None:
    seen: list[int] = []

    @persistent
    def work() -> None:
        seen.append(1)
        raise Busy

    with pytest.raises(Busy):
        work()
    assert len(seen) == ATTEMPTS


def enrol(held: Entitlement, area: str, first: date, on: date) -> None:
    place = AreaFactory(code=area)
    persons.enrol(person=held.person, insurance_type=InsuranceType.EMPLOYEE, area=place, first=first, by=None, on=on)


def test_the_nightly_job_and_a_move_back_at_once_end_where_she_is_insured(own_database: str, today: date) -> None:
    rights = [EntitlementFactory() for _ in range(6)]
    day, home, away = today + timedelta(days=1), "430102", "430202"
    for held in rights:
        enrol(held, away, day, on=today)
    moves_back = [partial(enrol, held, home, day, day) for held in rights[:3]]
    at_once([partial(entitlements.follow_moves, on=day), *moves_back])
    entitlements.follow_moves(on=day)
    areas = [Entitlement.objects.get(pk=held.pk).insured_area_id for held in rights]
    assert areas == [home] * 3 + [away] * 3
