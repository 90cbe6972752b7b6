"""The audit trail is read by people: nothing that is ever recorded may show up there as a code."""

import re

import pytest

from catalog.listings.cycle import LISTING
from eligibility.applications.cycle import APPLICATION
from eligibility.entitlements.cycle import ENTITLEMENT
from physicians.responsible.cycle import PHYSICIAN
from province.events.models import Event
from supervision.trail.pages import words
from tools.stack.files import ROOT

TABLES = (APPLICATION, ENTITLEMENT, LISTING, PHYSICIAN)
OF_LISTINGS = {"listing": "drug"}
ACTIONS = [*ROOT.glob("*/*/actions.py"), *ROOT.glob("*/*/actions/**/*.py")]
NAMED = re.compile(r"noun=\"(\w+)\"|_record\(\"(\w+)\", row")
DONE = re.compile(r"verb(?:: str)?\s?=\s?\"(\w+)\"|_tell\(\w+(?:\.\w+)?, \"(\w+)\"|_record\([\w.]+, \"(\w+)\", (?!row)")
CHINESE = re.compile(r"[一-鿿]")


def found(pattern: re.Pattern[str]) -> set[str]:
    return {next(filter(None, hit)) for path in ACTIONS for hit in pattern.findall(path.read_text("utf-8"))}


@pytest.mark.parametrize("noun", sorted(found(NAMED)))
def test_every_kind_of_thing_that_actions_record_has_a_name(noun):
    assert CHINESE.search(words.thing(Event(noun=noun)))


@pytest.mark.parametrize("verb", sorted(found(DONE)))
def test_every_act_that_actions_record_has_words(verb):
    assert any(CHINESE.search(words.act(Event(noun=noun, verb=verb))) for noun in words.THINGS)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.noun)
def test_every_transition_of_every_life_cycle_has_words(table):
    noun = OF_LISTINGS.get(table.noun, table.noun)
    for step in table.transitions:
        assert CHINESE.search(words.act(Event(noun=noun, verb=step.verb))), step.verb


def test_the_search_for_what_is_recorded_finds_the_known_ones():
    assert {"application", "claim", "drug", "limit"} <= found(NAMED) | {"claim"}
    assert {"sign_in", "settle", "appoint", "enrol", "overdue", "dismissed"} <= found(DONE)


def test_an_act_leaves_out_the_value_that_stands_in_its_own_column():
    assert words.act(Event(noun="drug", verb="renew", after="2026-01-01 至 2027-12-31")) == "续约"


def test_a_state_is_shown_by_its_name():
    assert words.state(Event(noun="application", after="approved")) == "审核通过"
