"""What a rule is: one demand of the act, asked of frozen facts, answered by a verdict."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Generic, Never, TypeVar

from acts.citations import citation, is_absent
from acts.policy import Policy
from kit.errors import FieldError, RuleRefused
from kit.words import say

Facts = TypeVar("Facts", contravariant=True)
Case = TypeVar("Case")
Fact = TypeVar("Fact")


def fact(value: Fact | None) -> Fact:
    """Return what a needed rule has made sure of. Raises LookupError when none did."""
    if value is None:
        raise LookupError("a rule asked for what none that it needs has made sure of")
    return value


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
    demand: str = ""

    @property
    def failed(self) -> bool:
        return self.outcome is Outcome.FAILED


class Refused(RuleRefused):
    """At least one rule failed: the first gives code, sentence and article, all stand in `fields`."""

    def __init__(self, verdicts: Iterable[Verdict]) -> None:
        self.verdicts = tuple(verdicts)
        first = self.verdicts[0]
        errors = tuple(FieldError(v.field, v.code, f"{v.rule}：{v.evidence}{v.remedy}") for v in self.verdicts)
        super().__init__(errors[0].message, code=first.code, demand=first.demand, fields=errors)


class Rule(ABC, Generic[Facts]):
    """One demand. An act cites it by its code, or by its `ground` where two demands share one code.

    `needs` names the rules that must have said True before this one can be asked: a person is alive who is known.
    """

    code: ClassVar[str]
    ground: ClassVar[str] = ""
    sentence: ClassVar[str]
    remedy: ClassVar[str] = ""
    field: ClassVar[str] = ""
    needs: ClassVar["Needs"] = ()

    @property
    def demand(self) -> str:
        """The name under which the acts speak of this rule."""
        return demand_of(type(self))

    def exists(self, policy: Policy) -> bool:
        """Whether the policy's act knows this rule; nothing but its own word that it does not switches one off."""
        return not is_absent(policy, self.demand)

    def applies(self, facts: Facts, policy: Policy) -> bool:
        """Whether this case is one that the rule speaks of."""
        return True

    @abstractmethod
    def is_met(self, facts: Facts, policy: Policy) -> bool | None:
        """Return True or False; None where only a person can say."""

    def evidence(self, facts: Facts, policy: Policy) -> str:
        """What the answer rests on, as a sentence."""
        return ""

    def verdict(self, answer: bool | None, facts: Facts, policy: Policy) -> Verdict:
        """Return the rule's answer as a verdict, with the article that the policy's act cites."""
        outcome = Outcome.HUMAN if answer is None else Outcome.PASSED if answer else Outcome.FAILED
        article, evidence = citation(policy, self.demand).cites, say(self.evidence(facts, policy))
        rule, remedy = say(self.sentence), say(self.remedy)
        return Verdict(self.code, rule, outcome, article, evidence, remedy, self.field, self.demand)


Needs = tuple[type[Rule[Never]], ...]


def demand_of(rule: type[Rule[Never]]) -> str:
    """Return the name under which the acts speak of a rule."""
    return rule.ground or rule.code


def every_rule(kind: type[Rule[Never]] = Rule) -> Iterator[type[Rule[Never]]]:
    """Yield each rule of a kind that has a code, itself included, as far as imported."""
    if hasattr(kind, "code"):
        yield kind
    for narrower in kind.__subclasses__():
        yield from every_rule(narrower)


def answers(rules: Iterable[Rule[Case]], facts: Case, policy: Policy) -> Iterator[tuple[Rule[Case], bool | None]]:
    """Yield the answer of every rule that this act has and that speaks of this case, in order.

    A rule that needs a broken one is not asked: what broke that one is all there is to say. Raises LookupError where
    a rule needs one that was not asked before it, since nothing is switched off by the order of a list.
    """
    rules_met: set[type] = set()
    unmet: set[type] = set()
    for rule in rules:
        if not rule.exists(policy):
            continue
        if unmet.intersection(rule.needs):
            unmet.update(type(rule).__mro__)
        elif rule.applies(facts, policy):
            if missing := [need.__name__ for need in rule.needs if need not in rules_met]:
                raise LookupError(f"{type(rule).__name__} needs {', '.join(missing)}, which was not asked before it")
            answer = rule.is_met(facts, policy)
            # With its bases, so that a need is met by any kind of the rule that is named.
            (rules_met if answer else unmet).update(type(rule).__mro__)
            yield rule, answer


def judge(rules: Iterable[Rule[Case]], facts: Case, policy: Policy) -> tuple[Verdict, ...]:
    """Return the verdict of every rule that is asked, in order."""
    return tuple(rule.verdict(answer, facts, policy) for rule, answer in answers(rules, facts, policy))


def obey(rules: Iterable[Rule[Case]], facts: Case, policy: Policy) -> tuple[Verdict, ...]:
    """Return the verdicts, none of them failed. Raises Refused with all that are."""
    verdicts = judge(rules, facts, policy)
    failures = [verdict for verdict in verdicts if verdict.failed]
    if failures:
        raise Refused(failures)
    return verdicts
