"""The audit trail is read by people: whatever is recorded was declared with its words, and says its page."""

import re

import pytest

from acts.deeds import deeds, nouns
from kit.deeds import Deed, Noun
from kit.pages.routes import every_route
from province.events.models import Event
from province.law.checks import import_floors
from supervision.trail.pages import words

import_floors()
CHINESE = re.compile(r"[一-鿿]")
NOUNS, DEEDS = sorted(nouns().values(), key=lambda noun: noun.word), deeds()


def test_every_floor_has_declared_what_it_records() -> None:
    known = {f"{deed.noun.word}.{deed.verb}" for deed in DEEDS}
    assert {"staff_account.sign_in", "product.admit", "physician.return", "application.accept"} <= known
    assert {"annual_account.post_elsewhere", "claim.settle", "alert.dismiss"} <= known


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.word)
def test_every_kind_of_thing_has_a_name_of_its_own_and_the_page_that_it_says(noun: Noun) -> None:
    assert CHINESE.search(noun.label)
    assert [other.word for other in NOUNS if other.label == noun.label] == [noun.word]
    assert not noun.page or noun.page in {route.name for route in every_route()}


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: f"{deed.noun.word}.{deed.verb}")
def test_every_deed_is_told_in_chinese_with_and_without_its_result(deed: Deed) -> None:
    assert CHINESE.search(deed.past)
    assert "{" not in deed.sentence_with("2026-01-01") + deed.sentence_with("")
    assert deed.sentence_with("") == words.act(Event(noun=deed.noun.word, verb=deed.verb))


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: f"{deed.noun.word}.{deed.verb}")
def test_a_verb_is_spelled_one_way_and_without_pythons_underscore(deed: Deed) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", deed.verb)


def test_an_act_leaves_out_the_value_that_stands_in_its_own_column() -> None:
    assert words.act(Event(noun="listing", verb="renew", after="2026-01-01 至 2027-12-31")) == "已续约"


def test_a_state_is_shown_by_its_name() -> None:
    assert words.state(Event(noun="application", verb="approve", after="approved")) == "审核通过"


def test_a_number_opens_the_page_of_its_thing_where_there_is_one() -> None:
    assert 'href="/eligibility/applications/7/"' in words.name_shown(Event(noun="application", object_id="7"))
    assert words.name_shown(Event(noun="areas", object_id="430000")) == "430000"
