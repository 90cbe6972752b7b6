"""The codes with which the counter's rules refuse, for the page of codes."""

from collections.abc import Iterator

from province.frame.problems import Entry
from province.law.queries.policy import current_policy
from settlement.counter.rules.orders import REFUSED
from settlement.counter.rules.verdict import RULES


def refusals() -> Iterator[Entry]:
    """Each rule that this province has: its code, what it demands, its article."""
    act = current_policy().act.id
    for rule in RULES:
        if act in rule.sources:
            yield Entry(rule.code, REFUSED, f"不满足：{rule.demand}。{rule.remedy}", rule.sources[act])
