"""The left column of every role, and what its home page offers first."""

from itertools import groupby

import pytest

from province.frame import nav
from province.staff.words import Role


def groups_of(role: str) -> list[str]:
    return [group for group, _ in groupby(place.group for place in nav.places_of(role))]


@pytest.mark.parametrize("role", Role.values)
def test_every_heading_of_the_left_column_stands_there_once(role):
    assert len(groups_of(role)) == len(set(groups_of(role)))


@pytest.mark.parametrize("role", Role.values)
def test_every_place_stands_under_a_heading(role):
    assert [place.label for place in nav.places_of(role) if not place.group] == []


def test_a_pharmacist_is_offered_the_counter_though_nothing_waits():
    offered = [place for place in nav.places_of(Role.PHARMACIST) if place.next_step and place.count is None]
    assert [place.route for place in offered] == ["settlement:find"]
