"""Both life cycles of an application and that of an entitlement: every pair of state and verb, allowed or refused."""

import pytest

from acts.cycles import effective
from eligibility.applications.cycle import APPLICATION
from eligibility.entitlements.cycle import ENTITLEMENT
from kit.errors import NotPermitted, WrongState
from kit.life_cycle import LifeCycle

# What the acts allow, written down a second time: verb -> the states it leaves.
HUNAN_ALLOWS = {
    "update": "draft",
    "discard": "draft",
    "sign": "draft",
    "endorse": "signed",
    "hand_back": "signed",
    "submit": "endorsed",
    "return": "submitted",
    "supplement": "returned",
    "accept": "submitted",
    "accept_short": "submitted",
    "accept_unanswered": "submitted",
    "accept_unanswered_short": "submitted",
    "give_opinion": "accepted",
    "approve": "reviewed",
    "deny": "reviewed",
    "withdraw": "draft signed endorsed submitted returned accepted reviewed",
}
JIANGSU_ALLOWS = {
    "update": "draft",
    "discard": "draft",
    "sign": "draft",
    "endorse": "signed",
    "hand_back": "signed",
    "submit": "endorsed",
    "return": "submitted",
    "supplement": "returned",
    "file": "submitted",
    "withdraw": "draft signed endorsed submitted returned",
}
ENTITLEMENT_ALLOWS = {
    "suspend": "active suspended",
    "resume": "active suspended",
    "find_manufacturer": "active suspended",
    "confirm_manufacturer": "active suspended",
    "refuse_manufacturer": "active suspended",
    "change_institution": "active suspended",
    "end": "active suspended",
    "expire": "active suspended",
    "drug_lapsed": "active suspended",
    "drug_renewed": "active suspended",
    "drug_left": "active suspended",
}
HUNAN, JIANGSU = effective(APPLICATION, "hunan"), effective(APPLICATION, "jiangsu")
ENTITLEMENTS = [effective(ENTITLEMENT, act) for act in ("hunan", "jiangsu")]
TABLES = [(HUNAN, HUNAN_ALLOWS), (JIANGSU, JIANGSU_ALLOWS), *((table, ENTITLEMENT_ALLOWS) for table in ENTITLEMENTS)]
PAIRS = [
    (table, state, verb, state in allows.get(verb, "").split())
    for table, allows in TABLES
    for state, verb in table.pairs()
]


@pytest.mark.parametrize(
    ("table", "state", "verb", "allowed"), PAIRS, ids=[f"{t.noun.word}-{s}-{v}" for t, s, v, _ in PAIRS]
)
def test_a_verb_leaves_exactly_the_states_that_the_act_names(
    table: LifeCycle, state: str, verb: str, allowed: bool
) -> None:
    if allowed:
        assert table.step(state, verb).verb == verb
    else:
        with pytest.raises(WrongState):
            table.step(state, verb)


def test_every_target_is_a_state_with_a_legal_meaning() -> None:
    for table, _ in TABLES:
        assert {step.target for step in table.transitions} <= set(table.states)
        assert all(table.states.values())


@pytest.mark.obligation("JS-9(2).1")
def test_jiangsu_knows_no_acceptance_no_expert_and_no_denial() -> None:
    assert {"accept", "give_opinion", "approve", "deny"}.isdisjoint(s.verb for s in JIANGSU.transitions)


@pytest.mark.parametrize(("verb", "role"), [("approve", "clerk"), ("accept", "reviewer"), ("sign", "insurance_office")])
def test_a_verb_belongs_to_its_role(verb: str, role: str) -> None:
    state = HUNAN_ALLOWS[verb].split()[0]
    with pytest.raises(NotPermitted):
        HUNAN.step_by(role, state, verb)


def test_no_decided_state_can_be_left() -> None:
    for table in (HUNAN, JIANGSU):
        for state in {"approved", "denied", "filed", "withdrawn"} & set(table.states):
            assert not any(state in step.sources for step in table.transitions)
