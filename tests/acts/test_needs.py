"""What a rule leans on it names, and every list of rules asks that first."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module

import pytest

from acts.loader import load_policy
from acts.policy import Policy
from acts.rules import Rule, judge, obey
from kit.errors import RuleRefused
from province.law.checks import import_floors
from tests.test_patterns import FILES

Rules = tuple[Rule[object], ...]


def lists() -> dict[str, Rules]:
    """Every list of rules that stands in a module, by its name."""
    import_floors()
    modules = [import_module(file.removesuffix(".py").replace("/", ".")) for file in FILES if "/rules" in file]
    return {
        f"{module.__name__}.{name}": value
        for module in modules
        if not module.__name__.startswith("tests.")
        for name, value in vars(module).items()
        if isinstance(value, tuple) and value and all(isinstance(rule, Rule) for rule in value)
    }


LISTS = lists()


def leaning(rules: Iterable[Rule[object]]) -> list[str]:
    """The rules of a list that need one which does not stand before them."""
    before: list[Rule[object]] = []
    early = []
    for rule in rules:
        early += [
            f"{type(rule).__name__} needs {need.__name__}"
            for need in rule.needs
            if not any(isinstance(earlier, need) for earlier in before)
        ]
        before.append(rule)
    return early


@pytest.mark.parametrize("name", LISTS)
def test_whatever_a_rule_needs_stands_before_it_in_its_list_or_in_the_one_that_holds_it(name: str) -> None:
    whole = [rules for rules in LISTS.values() if set(LISTS[name]) <= set(rules)]
    assert [] in [leaning(rules) for rules in whole]


def test_lists_and_needs_were_found() -> None:
    assert len(LISTS) >= 15
    assert sum(bool(rule.needs) for rules in LISTS.values() for rule in rules) >= 30


@dataclass(frozen=True)
class Door:
    closed: bool = False
    locked: bool = False


class Closed(Rule[Door]):
    """The door is closed."""

    code = "PERSON_UNKNOWN"
    sentence = "门已关"

    def is_met(self, door: Door, policy: Policy) -> bool:
        return door.closed


class Locked(Rule[Door]):
    """The door, closed, is locked too."""

    code = "PERSON_DECEASED"
    sentence = "门已锁"
    needs = (Closed,)

    def is_met(self, door: Door, policy: Policy) -> bool:
        return door.locked


POLICY = load_policy("hunan")


def test_a_rule_is_not_asked_where_what_it_needs_is_broken() -> None:
    assert [verdict.code for verdict in judge((Closed(), Locked()), Door(), POLICY)] == [Closed.code]
    with pytest.raises(RuleRefused) as refused:
        obey((Closed(), Locked()), Door(closed=True), POLICY)
    assert refused.value.code == Locked.code


def test_a_rule_before_what_it_needs_is_our_fault_and_never_passes() -> None:
    with pytest.raises(LookupError, match="Locked needs Closed"):
        judge((Locked(), Closed()), Door(closed=True, locked=True), POLICY)
