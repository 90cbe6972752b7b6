"""Every step of every life cycle over HTTP: by role, by state and by act; and buttons say the same as the table."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from acts.cycles import effective
from acts.inventory import acts_with_citations
from kit.life_cycle import LifeCycle, Transition, one_a_door
from province.calendar.actions import load_published_year
from province.staff.words import Role
from tests.routes.desks import TODAY, Desk, desk_of

pytestmark = pytest.mark.django_db
OF_ACTS = [
    (act, name) for act in acts_with_citations() for name in ("application", "entitlement", "listing", "physician")
]
LET_IN = {200, 302, 422}  # done, or asked again what the form lacks


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T09:00:00+08:00", tick=False):
        load_published_year(year=2026, by=None, on=TODAY)
        yield


def knock(desk: Desk, row: Transition, role: Role) -> Any:
    """What a role is answered that sends an empty form to the address of a step."""
    address = reverse(f"{desk.thing._meta.app_label}:{row.route}", args=[desk.thing.pk])
    return desk.browsers[role].post(address)


def table_of(desk: Desk, act: str) -> LifeCycle:
    return effective(desk.cycle, act)


@pytest.mark.parametrize(("act", "name"), OF_ACTS)
def test_a_step_is_refused_to_other_roles_and_is_nowhere_where_the_act_leaves_it_out(
    act: str, name: str, settings: Any
) -> None:
    settings.PROVINCE = act
    desk = desk_of(name)
    for row in desk.cycle.doors():
        rows = table_of(desk, act).behind(row.door)
        others = [role for role in Role if not any(role in known.roles for known in rows)]
        answers = {role: knock(desk, row, role).status_code for role in others}
        assert answers == dict.fromkeys(others, 403 if rows else 404), row.verb


@pytest.mark.parametrize(("act", "name"), OF_ACTS)
def test_a_step_is_taken_out_of_its_states_and_refused_in_words_out_of_others(
    act: str, name: str, settings: Any
) -> None:
    settings.PROVINCE = act
    desk = desk_of(name)
    for state in filter(None, table_of(desk, act).states):
        for row in table_of(desk, act).doors():
            leaves = {source for known in table_of(desk, act).behind(row.door) for source in known.sources}
            for role in map(Role, row.roles):
                desk.put(state)
                seen = desk.is_seen_by(role)
                answer = knock(desk, row, role)
                wanted = LET_IN if state in leaves else {409}
                assert answer.status_code in (wanted if seen else {404}), (state, row.verb, role)
                assert answer.status_code != 409 or "状态" in answer.content.decode()


@pytest.mark.parametrize(("act", "name"), OF_ACTS)
def test_the_buttons_of_a_page_are_the_rows_that_the_table_allows(act: str, name: str, settings: Any) -> None:
    settings.PROVINCE = act
    desk, shown = desk_of(name), 0
    people = {Role(role) for row in desk.cycle.transitions for role in row.roles} | {Role.AUDITOR}
    for state in filter(None, table_of(desk, act).states):
        desk.put(state)
        for role in people:
            answer = desk.browsers[role].get(reverse(desk.page, args=[desk.thing.pk]))
            if answer.status_code == 200:
                allowed = [row.verb for row in one_a_door(table_of(desk, act).steps_for(state, role))]
                assert [offer.row.verb for offer in answer.context["offers"]] == allowed, (state, role)
                possible = [offer for offer in answer.context["offers"] if not offer.refusal]
                assert all(offer.url in answer.content.decode() for offer in possible)
                shown += len(allowed)
    assert shown > 0
