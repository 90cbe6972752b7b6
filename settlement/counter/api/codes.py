"""The codes with which the counter's rules refuse, for the page of codes."""

from collections.abc import Iterator

from acts.citations import citation
from kit.errors import RuleRefused
from kit.words import say
from province.frame.rules import Entry
from province.law.queries.policy import current_policy
from settlement.counter.rules.answers import FOR_GOOD
from settlement.counter.rules.verdict import RULES


def refusals() -> Iterator[Entry]:
    """Each rule that this province has: its code, what it demands, its article."""
    policy = current_policy()
    for rule in RULES:
        if rule.exists(policy):
            article = citation(policy, rule.demand).cites
            message = say(f"不满足：{rule.sentence}。{rule.remedy}")
            yield Entry(rule.code, RuleRefused.status, message, article, kept=rule.code in FOR_GOOD)
