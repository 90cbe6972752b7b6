"""What a rule is: one demand of the act, asked of frozen facts, answered by a verdict."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Generic, TypeVar

from acts.schema import Policy
from kit.errors import FieldError, RuleRefused

Facts = TypeVar("Facts", contravariant=True)
Case = TypeVar("Case")


class Outcome(StrEnum):
    """What a rule says; some it leaves to a person."""

    PASSED = "passed"
    FAILED = "failed"
    HUMAN = "human"


@dataclass(frozen=True)
class Verdict:
    """One rule's answer: what it demands, what it saw, and what would make it pass."""

    code: str
    rule: str
    outcome: Outcome
    source: str
    evidence: str = ""
    remedy: str = ""
    field: str = ""

    @property
    def failed(self) -> bool:
        return self.outcome is Outcome.FAILED


class Refused(RuleRefused):
    """At least one rule failed: the first gives code, sentence and article, all stand in `fields`."""

    def __init__(self, verdicts: Iterable[Verdict]) -> None:
        self.verdicts = tuple(verdicts)
        first = self.verdicts[0]
        errors = tuple(FieldError(v.field, v.code, f"{v.rule}：{v.evidence}{v.remedy}") for v in self.verdicts)
        super().__init__(errors[0].message, code=first.code, source=first.source, fields=errors)


class Rule(Generic[Facts]):
    """One demand. `sources` names its article in each act that has it; elsewhere the rule does not exist."""

    code: ClassVar[str]
    demand: ClassVar[str]
    sources: ClassVar[Mapping[str, str]]
    remedy: ClassVar[str] = ""
    field: ClassVar[str] = ""

    def applies(self, facts: Facts, policy: Policy) -> bool:
        """Whether this case is one that the rule speaks of."""
        return True

    def met(self, facts: Facts, policy: Policy) -> bool | None:
        """True or False; None where only a person can say."""
        raise NotImplementedError

    def evidence(self, facts: Facts, policy: Policy) -> str:
        """What the answer rests on, as a sentence."""
        return ""

    def judge(self, facts: Facts, policy: Policy) -> Verdict:
        met = self.met(facts, policy)
        outcome = Outcome.HUMAN if met is None else Outcome.PASSED if met else Outcome.FAILED
        source, evidence = self.sources[policy.act.id], self.evidence(facts, policy)
        return Verdict(self.code, self.demand, outcome, source, evidence, self.remedy, self.field)


def judge(rules: Iterable[Rule[Case]], facts: Case, policy: Policy) -> tuple[Verdict, ...]:
    """The verdict of every rule that this act has and that speaks of this case, in order."""
    mine = (rule for rule in rules if policy.act.id in rule.sources)
    return tuple(rule.judge(facts, policy) for rule in mine if rule.applies(facts, policy))


def obey(rules: Iterable[Rule[Case]], facts: Case, policy: Policy) -> tuple[Verdict, ...]:
    """The verdicts, none of them failed. Raises Refused with all that are."""
    verdicts = judge(rules, facts, policy)
    failed = [verdict for verdict in verdicts if verdict.failed]
    if failed:
        raise Refused(failed)
    return verdicts
