"""Every step of every life cycle over HTTP: by role, by state and by act; and buttons say the same as the table."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db.models import Model
from django.urls import reverse

from acts.cycles import effective
from acts.inventory import acts_with_citations
from catalog.listings.cycle import LISTING
from eligibility.applications.cycle import APPLICATION
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.queries import applications
from eligibility.applications.words import DECIDED, ApplicationState, DenialReason
from eligibility.entitlements.cycle import ENTITLEMENT
from kit.life_cycle import LifeCycle, Transition, one_a_door
from physicians.responsible import queries as physicians
from physicians.responsible.cycle import PHYSICIAN
from physicians.responsible.models import ResponsiblePhysician
from province.calendar.actions import load_published_year
from province.staff.models import Account
from province.staff.words import Role
from tests.factories.catalog import DrugFactory
from tests.factories.eligibility import ApplicationFactory, EntitlementFactory
from tests.factories.physicians import PhysicianFactory, StaffFactory
from tests.factories.province import AccountFactory, AreaFactory
from tests.routes.listed import browser_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
CYCLES = {"application": APPLICATION, "entitlement": ENTITLEMENT, "listing": LISTING, "physician": PHYSICIAN}
STEPS = [(act, name, row.door) for act in acts_with_citations() for name in CYCLES for row in CYCLES[name].offered()]


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T09:00:00+08:00", tick=False):
        load_published_year(year=2026, by=None, on=TODAY)
        yield


def thing_of(name: str) -> Model:
    """One thing of each life cycle, of the same city and hospital."""
    made: Mapping[str, Callable[[], Model]] = {
        "application": ApplicationFactory,
        "entitlement": EntitlementFactory,
        "listing": DrugFactory,
        "physician": PhysicianFactory,
    }
    return made[name]()


def address_of(row: Transition, thing: Model) -> str:
    return reverse(f"{thing._meta.app_label}:{row.route}", args=[thing.pk])


@pytest.mark.parametrize(("act", "name", "door"), STEPS)
def test_a_step_is_for_the_roles_of_its_row_and_nowhere_where_the_act_leaves_it_out(
    act: str, name: str, door: str, settings: Any
) -> None:
    settings.PROVINCE = act
    rows, thing = effective(CYCLES[name], act).behind(door), thing_of(name)
    address = address_of(CYCLES[name].behind(door)[0], thing)
    others = [role for role in Role if not any(role in row.roles for row in rows)]
    answers = {role: browser_of(AccountFactory(role=role)).post(address).status_code for role in others}
    assert answers == dict.fromkeys(others, 403 if rows else 404)


@dataclass(frozen=True)
class Desk:
    """One thing whose state is set by hand, and the people who stand nearest to it."""

    cycle: LifeCycle
    thing: Model
    people: Mapping[Role, Account]
    sees: Callable[[Account], Any]

    def put(self, state: str) -> None:
        """Set the state, with what the database wants beside it."""
        rows = type(self.thing)._default_manager.filter(pk=self.thing.pk)
        if isinstance(self.thing, TreatmentApplication):
            decided = state in DECIDED
            denied = state == ApplicationState.DENIED
            rows.update(
                state=state,
                decided_on=TODAY if decided else None,
                decided_by=self.people[Role.REVIEWER] if decided else None,
                denial=DenialReason.values[0] if denied else "",
                decision_reason="不符合" if denied else "",
                returned_on=TODAY,
                gaps=[{"material": "medical_papers", "note": "缺病理报告"}],
                received_on=TODAY,
            )
        else:
            rows.update(state=state)


def desk_of(name: str) -> Desk:
    thing = thing_of(name)
    physician = thing if isinstance(thing, ResponsiblePhysician) else thing.physician  # type: ignore[attr-defined]
    city = AreaFactory(code="430100")
    people = {role: AccountFactory(role=role, area=city) for role in (Role.CLERK, Role.REVIEWER, Role.SUPERVISOR)}
    people[Role.PROVINCIAL_AGENCY] = AccountFactory(role=Role.PROVINCIAL_AGENCY)
    people[Role.EXPERT] = AccountFactory(role=Role.EXPERT, area=None)
    people[Role.INSURANCE_OFFICE] = StaffFactory(institution=physician.hospital).account
    people[Role.PHYSICIAN] = physician.account
    sees = {"application": applications.visible_to, "physician": physicians.visible_to}[name]
    return Desk(CYCLES[name], thing, people, sees)


STATES = [
    (act, name, state)
    for act in acts_with_citations()
    for name in ("application", "physician")
    for state in effective(CYCLES[name], act).states
    if state
]


@pytest.mark.parametrize(("act", "name", "state"), STATES)
def test_a_step_out_of_another_state_is_refused_in_words(act: str, name: str, state: str, settings: Any) -> None:
    settings.PROVINCE = act
    desk = desk_of(name)
    for row in effective(desk.cycle, act).offered():
        for account in (desk.people[Role(role)] for role in row.roles):
            desk.put(state)
            answer = browser_of(account).post(address_of(row, desk.thing))
            if not desk.sees(account).filter(pk=desk.thing.pk).exists() and state not in row.sources:
                assert answer.status_code == 404, row.verb
            elif state not in row.sources:
                assert (answer.status_code, "状态" in answer.content.decode()) == (409, True), row.verb


@pytest.mark.parametrize(("act", "name", "state"), STATES)
def test_the_buttons_of_a_page_are_the_rows_that_the_table_allows(
    act: str, name: str, state: str, settings: Any
) -> None:
    settings.PROVINCE = act
    desk, page = desk_of(name), {"application": "eligibility:case", "physician": "physicians:physician"}[name]
    desk.put(state)
    for role, account in desk.people.items():
        shown = browser_of(account).get(reverse(page, args=[desk.thing.pk]))
        if shown.status_code == 200:
            allowed = [row.verb for row in one_a_door(effective(desk.cycle, act).allowed(state, role))]
            assert [offer.row.verb for offer in shown.context["offers"]] == allowed
            assert all(offer.url in shown.content.decode() for offer in shown.context["offers"])
