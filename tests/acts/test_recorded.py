"""What an event keeps of the law: every step and deed that can be recorded rests on the act in use, or on none."""

from collections.abc import Iterable
from datetime import date

import pytest

from acts.citations import load_citations
from acts.cycles import effective, left_out
from acts.deeds import cycles, deeds
from acts.policy import Policy
from kit.deeds import Deed
from kit.life_cycle import Transition
from province.events.actions.recording import record_each
from province.events.models import Event

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 23)
Recorded = dict[str, str]


def recorded(steps: Iterable[Deed]) -> Recorded:
    """Record each step once, and return which article its event keeps, by noun and verb."""
    for step in steps:
        record_each(step, [("1", "")], by=None, on=DAY)
    return {
        f"{noun}.{verb}": article for noun, verb, article in Event.objects.values_list("noun", "verb", "obligation")
    }


def transitions(policy: Policy) -> list[Transition]:
    return [step for cycle in cycles() for step in effective(cycle, policy.name).transitions]


def test_every_step_of_a_life_cycle_is_recorded_under_the_act_in_use(policy: Policy) -> None:
    articles = recorded(transitions(policy))
    rows = load_citations(policy.name)
    assert len(articles) > 25
    assert articles == {step.demand: rows[step.demand].cites for step in transitions(policy)}
    assert {article.partition("-")[0] for article in articles.values() if article} == {policy.act.id}


def test_every_other_deed_is_recorded_under_the_act_in_use_or_under_none(policy: Policy) -> None:
    articles = recorded(deeds())
    rows = load_citations(policy.name)
    cited = {f"{deed.noun.word}.{deed.verb}": rows.get(deed.demand) for deed in deeds()}
    assert articles == {name: row.cites if row else "" for name, row in cited.items()}
    # A national rule, cited by its document's number, is of every act.
    of_acts = {article.partition("-")[0] for article in articles.values() if article and "〔" not in article}
    assert of_acts == {policy.act.id}


def test_a_step_that_the_act_leaves_out_rests_on_nothing(policy: Policy) -> None:
    absent = [deed for deed in deeds() if deed.demand in left_out(policy.name)]
    assert absent
    assert set(recorded(absent).values()) == {""}
