"""One key, one answer: asked again, asked otherwise, asked by somebody else (I3)."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection

from kit.errors import NotFound, RuleRefused
from province.events.actions.recording import record
from province.events.models import Event
from province.law.queries.policy import article_against
from settlement.claims.deeds import SETTLE
from settlement.claims.models import Claim
from settlement.claims.queries.claims import find, on_day
from settlement.counter.api import wire
from settlement.counter.errors import ClientRevoked, KeyReused, KeyUnknown
from settlement.counter.queries.answers import answer_under, value_of
from settlement.counter.rules.answers import FOR_GOOD
from settlement.counter.rules.orders import Caller
from settlement.counter.rules.verdict import RULES
from tests.factories.settlement import ClientFactory
from tests.settlement.scene import DAY, NOON, Scene

pytestmark = pytest.mark.django_db


def test_the_same_key_gets_the_same_words_again() -> None:
    scene = Scene()
    order = scene.order()
    first, again = scene.settle(order, "k1"), scene.settle(order, "k1")
    assert (again.status, again.body, again.replayed) == (first.status, first.body, True)
    assert Claim.objects.count() == 1


def test_a_refusal_is_repeated_even_when_the_reason_is_gone() -> None:
    scene = Scene()
    order = scene.order(scene.line(codes=()))
    first = scene.settle(order, "k1")
    assert scene.settle(order, "k1") == replace(first, replayed=True)


def test_a_refusal_told_again_rests_on_the_article_that_it_was_first_told_with() -> None:
    scene = Scene()
    first = scene.settle(scene.order(total=Decimal("1.00")), "k1")
    again = value_of(answer_under(key="k1", by=scene.caller), scene.caller)
    assert isinstance(again, RuleRefused)
    assert (again.code, article_against(again)) == ("TOTAL_WRONG", json.loads(first.body)["source"])


def test_a_refusal_that_may_pass_is_not_kept() -> None:
    scene = Scene()
    scene.settle(scene.order(person="43999999"), "k1")
    with pytest.raises(KeyUnknown):
        answer_under(key="k1", by=scene.caller)


def test_what_is_kept_for_good_are_codes_of_rules() -> None:
    assert {rule.code for rule in RULES} > FOR_GOOD


def test_the_same_key_for_something_else_is_refused_and_the_answer_stays() -> None:
    scene = Scene()
    first = scene.settle(key="k1")
    with pytest.raises(KeyReused):
        scene.settle(scene.order(), "k1")
    assert answer_under(key="k1", by=scene.caller).body == first.body


def test_a_key_belongs_to_its_institution() -> None:
    scene = Scene()
    scene.settle(key="k1")
    stranger = ClientFactory()
    with pytest.raises(NotFound):
        answer_under(key="k1", by=Caller(stranger.institution_id, stranger.pk))


def test_a_revoked_client_gets_nothing_not_even_an_old_answer() -> None:
    scene = Scene()
    order = scene.order()
    scene.settle(order, "k1")
    scene.client.revoked_at = NOON
    scene.client.save()
    for asked in (lambda: scene.settle(order, "k1"), lambda: scene.settle(), lambda: scene.preview()):
        with pytest.raises(ClientRevoked):
            asked()
    assert Claim.objects.count() == 1


def test_a_client_of_another_institution_is_nobody_here() -> None:
    scene = Scene()
    scene.client = ClientFactory()
    scene.client.institution = scene.pharmacy
    with pytest.raises(ClientRevoked):
        scene.settle()


def test_what_is_read_again_is_what_was_answered() -> None:
    scene = Scene()
    outcome = scene.settle()
    number = int(json.loads(outcome.body)["setl_id"])
    assert wire.settled_text(find(claim=number, institution=scene.pharmacy.pk)) == outcome.body


def test_a_settlement_of_another_institution_is_not_found() -> None:
    scene = Scene()
    number = int(json.loads(scene.settle().body)["setl_id"])
    stranger = ClientFactory()
    with pytest.raises(NotFound):
        find(claim=number, institution=stranger.institution_id)


def test_a_days_list_goes_on_after_the_last_number() -> None:
    scene = Scene()
    for _ in range(3):
        scene.settle()
    first = on_day(day=DAY, institution=scene.pharmacy.pk, most=2)
    rest = on_day(day=DAY, institution=scene.pharmacy.pk, after=first[-1].id or 0, most=2)
    assert [len(first), len(rest)] == [2, 1]
    assert len({each.id for each in first + rest}) == 3


def test_a_preview_says_what_a_settlement_will() -> None:
    scene = Scene()
    order = scene.order()
    told, done = json.loads(scene.preview(order).body), json.loads(scene.settle(order).body)
    assert told.pop("setl_id") is None
    assert done.pop("setl_id")
    assert told == done


def test_a_settled_claim_is_one_event_that_names_no_patient() -> None:
    scene = Scene()
    scene.settle()
    with connection.cursor() as cursor:
        cursor.execute("SELECT verb, role, obligation, data::text FROM province_event WHERE noun = 'claim'")
        ((verb, role, obligation, data),) = cursor.fetchall()
    assert (verb, role, obligation) == ("settle", "institution", "HN-29.2")
    assert scene.person.pk not in data


def test_the_statement_writes_the_event_that_record_would() -> None:
    """One log, two ways in: the counter's statement and everybody else's `record`."""
    scene = Scene()
    scene.settle()
    claim = Claim.objects.get()
    posted = Event.objects.get(noun="claim")
    recorded = record(SETTLE, claim, by=None, on=DAY, after=SETTLE.verb, area=posted.area, data=posted.data)
    alike = ("noun", "object_id", "verb", "before", "after", "why", "obligation", "area", "on", "data", "actor")
    assert {name: getattr(posted, name) for name in alike} == {name: getattr(recorded, name) for name in alike}
