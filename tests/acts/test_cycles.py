"""An act leaves steps out and says others differently; it adds none, and leaves nobody in a state without a way on."""

import pytest

from acts.cycles import apply_changes, effective, left_out, parse_changes
from acts.deeds import cycles
from acts.files import ActFileError
from acts.inventory import acts_with_citations
from acts.loader import load_policy
from eligibility.applications.cycle import APPLICATION
from kit.deeds import Noun
from kit.life_cycle import LifeCycle, transition

THING = Noun("thing", "物")
TABLE = LifeCycle(
    noun=THING,
    states={"open": "开着", "seen": "看过", "done": "办完"},
    transitions=(
        transition(THING, "begin", ["new"], "open", ["clerk"], "开始", "已开始"),
        transition(THING, "look", ["open"], "seen", ["clerk"], "看", "已看"),
        transition(THING, "decide", ["seen"], "done", ["reviewer"], "决定", "已决定"),
        transition(THING, "file", ["open", "seen"], "done", ["clerk"], "备案", "已备案"),
    ),
)


def under(text: str) -> LifeCycle:
    return apply_changes(TABLE, parse_changes(text, "hunan/cycles.toml")["thing"], "hunan/cycles.toml")


def test_what_an_act_leaves_out_takes_the_states_along_that_nothing_else_reaches() -> None:
    table = under('[thing]\nlook = { absent = "无此环节" }\ndecide = { absent = "无此环节" }\n')
    assert [row.verb for row in table.transitions] == ["begin", "file"]
    assert list(table.states) == ["open", "done"]
    assert table.transitions[1].sources == {"open"}


def test_an_act_may_say_otherwise_who_does_a_step_from_where_to_where_and_what_it_is() -> None:
    table = under('[thing]\nfile = { sources = ["seen"], target = "open", roles = ["reviewer"], sentence = "退" }\n')
    assert table.transitions[3] == transition(THING, "file", ["seen"], "open", ["reviewer"], "退", "已备案")


def test_an_act_may_say_what_a_state_means() -> None:
    assert under('[thing.states]\nseen = "已阅"\n').states == {"open": "开着", "seen": "已阅", "done": "办完"}


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ('sell = { sentence = "卖" }', "thing.sell", "adds no step"),
        ('look = { target = "lost" }', "thing.look", "unknown state lost"),
        ('look = { sources = ["lost"] }', "thing.look", "unknown state lost"),
        ('look = { roles = ["king"] }', "thing.look", "unknown role king"),
        ('look = { absent = "无", sentence = "看" }', "thing.look", "nothing else"),
        ('look = { absent = "无" }', "thing.decide", "cannot be taken"),
        ('decide = { absent = "无" }\nfile = { sources = ["open"] }', "thing.states", "seen is entered and never left"),
        ('states = { lost = "丢" }', "thing.states", "unknown state lost"),
        ('look = { verb = "see" }', "thing.look", "unknown field `verb`"),
    ],
)
def test_what_an_act_may_not_say_is_named_with_file_key_and_reason(text: str, key: str, reason: str) -> None:
    with pytest.raises(ActFileError) as refused:
        under(f"[thing]\n{text}\n")
    assert (refused.value.file, refused.value.key) == ("hunan/cycles.toml", key)
    assert reason in refused.value.reason


@pytest.mark.parametrize("act", acts_with_citations())
def test_every_act_has_every_life_cycle_whole(act: str) -> None:
    assert {cycle.noun.word for cycle in cycles()} >= {"application", "entitlement", "physician", "listing"}
    for cycle in cycles():
        table = effective(cycle, act)
        assert table.transitions
        assert {row.target for row in table.transitions} <= set(table.states)


@pytest.mark.parametrize(("act", "word"), [("hunan", "医保科"), ("jiangsu", "医保办")])
def test_each_act_calls_the_hospitals_office_by_its_own_word(act: str, word: str) -> None:
    assert word in effective(APPLICATION, act).step("signed", "endorse").sentence
    assert word in effective(APPLICATION, act).states["signed"]


def test_what_an_act_leaves_out_says_why() -> None:
    assert {step for step in left_out("jiangsu") if step.startswith("physician")} == {
        "physician.review",
        "physician.return",
    }
    assert all(left_out(load_policy(act).name).values() for act in acts_with_citations())
