"""The left column of every role, and what its home page offers first."""

from itertools import groupby

import pytest

from province.frame import nav
from province.frame.words import MenuGroup
from province.staff.words import Role


def groups_of(role: str) -> list[str]:
    return [group for group, _ in groupby(place.group for place in nav.places_of(role))]


@pytest.mark.parametrize("role", Role.values)
def test_every_heading_of_the_left_column_stands_there_once_in_its_order(role):
    assert groups_of(role) == [group for group in MenuGroup if group in groups_of(role)]


def test_a_pharmacist_is_offered_the_counter_though_nothing_waits():
    offered = [place for place in nav.places_of(Role.PHARMACIST) if place.next_step and place.count is None]
    assert [place.route for place in offered] == ["settlement:find"]


def test_what_a_role_does_stands_above_what_it_looks_up():
    routes = [place.route for place in nav.places_of(Role.PHYSICIAN)]
    assert routes[:2] == ["eligibility:begin", "eligibility:applications"]
    assert routes[-2:] == ["province:register", "province:parameters"]
