"""What nobody can reach carries nothing: the call graph finds it, and says so of nothing that is used."""

import ast

import pytest

from province.law.checks import import_floors
from province.law.queries.register import standings
from tools.reach import Source, Walk, out_of_reach, reachable_places


def test_whatever_is_claimed_to_carry_an_obligation_is_reached() -> None:
    import_floors()
    assert out_of_reach(standings()) == []


@pytest.mark.parametrize(
    "place",
    [
        "settlement.annual_accounts.actions:post_elsewhere",
        "eligibility.people.actions.insuring:hold",
        "eligibility.prescriptions.actions:order_for_inpatient",
    ],
)
def test_what_only_tests_call_is_not_reached(place: str) -> None:
    assert place not in reachable_places()


@pytest.mark.parametrize(
    "place",
    [
        "eligibility.applications.actions.clock:mark_overdue",
        "catalog.listings.actions:delist",
        "settlement.counter.rules.people:Insured",
        "province.calendar.rules.workdays:WorkCalendar.deadline",
    ],
)
def test_a_job_a_page_and_a_rule_are_reached(place: str) -> None:
    assert place in reachable_places()


HOUSE = {
    "a.urls": "from a import pages\nurlpatterns = [pages.show]",
    "a.pages": "from a.things import Thing as T\ndef show(): return T().draw()\ndef hide(): return lost()",
    "a.things": "class Thing:\n    def draw(self): return paint()\n    def burn(self): return ash()\n"
    "def paint(): ...\ndef ash(): ...",
}


def source(name: str) -> Source:
    return Source.read(name, ast.parse(HOUSE[name]))


def test_a_method_is_reached_when_its_class_is_and_somebody_asks_for_it() -> None:
    walk = Walk({name: source(name) for name in HOUSE})
    walk.run()
    assert {"a.pages:show", "a.things:Thing.draw", "a.things:paint"} <= walk.places
    assert not {"a.pages:hide", "a.things:Thing.burn", "a.things:ash"} & walk.places
