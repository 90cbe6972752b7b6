"""A sale before the rules: what is asked, what is true, and what a demand on it looks like."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from acts.parameters import PolicyNotInForce
from acts.policy import Policy
from acts.rules import Rule, answers, fact
from eligibility.prescriptions.policy import Inpatients
from eligibility.prescriptions.words import CareSetting, OutpatientRule
from kit.errors import FieldError, RuleRefused
from kit.words import say
from physicians.institutions.words import Channel
from settlement.counter.policy import MedicalType, Settling
from settlement.counter.rules.facts import Enrolment, Facts, Limits, Person, Prescribed, PrescribedLine, Right, Standard
from settlement.counter.rules.orders import Order, OrderLine, nearest_units


@dataclass(frozen=True)
class Case:
    """A person at an institution's counter, and the sale, if one is asked for. `day` fixes everything: catalogue,
    standard, rate, limits, insurance, entitlement, year. `signed` says whether the physician's signature is true."""

    facts: Facts
    day: date
    today: date
    sale: Order | None = None
    signed: bool = False

    @property
    def order(self) -> Order:
        """The sale. Raises LookupError where nothing is sold."""
        return fact(self.sale)

    @property
    def person(self) -> Person:
        """The person. Raises LookupError unless a needed rule has made sure that she is known."""
        return fact(self.facts.person)

    @property
    def enrolment(self) -> Enrolment:
        """Her insurance on the day. Raises LookupError unless a needed rule has made sure of one."""
        return fact(self.person.enrolment)

    @property
    def prescription(self) -> Prescribed:
        """The prescription. Raises LookupError unless a needed rule has made sure of it."""
        return fact(self.facts.prescription)

    @property
    def right(self) -> Right:
        """Her entitlement. Raises LookupError unless a needed rule has made sure of one."""
        return fact(self.facts.right)

    @property
    def limits(self) -> Limits:
        """The yearly limits of her pooling area, as far as they are set."""
        return self.facts.limits

    @property
    def channel(self) -> Channel:
        """Whether a hospital or a pharmacy sells."""
        return self.facts.place.kind.channel

    @property
    def inpatient(self) -> bool:
        """Whether the prescription was written for a stay in hospital."""
        return self.prescription.setting is CareSetting.INPATIENT

    @cached_property
    def prescribed_lines(self) -> dict[str, PrescribedLine]:
        """The lines of the prescription by the product that each orders."""
        return {line.product: line for line in self.facts.lines}

    @cached_property
    def lines(self) -> tuple["LineCase", ...]:
        """Each line sold with the line prescribed; only once every product is known to be prescribed."""
        return tuple(LineCase(line, self.prescribed_lines[line.product]) for line in self.order.lines)

    def medical_type(self, policy: Policy) -> MedicalType | None:
        """The kind of treatment that is sold; None for a code that nobody knows, and where nothing is sold."""
        if self.sale is None:
            return None
        return policy[Settling].medical_types.on(self.day).get(self.order.medical_type)

    def freed_from(self, rule: OutpatientRule, policy: Policy) -> bool:
        """Whether this province frees its inpatients from the rule."""
        return self.inpatient and rule in policy[Inpatients].free_from.on(self.day)

    def units_of(self, product: str) -> int:
        """Return how many smallest units of a product are sold in this order, over all its lines."""
        return sum(line.units for line in self.lines if line.sold.product == product)


@dataclass(frozen=True)
class LineCase:
    """One line sold, and the line of the prescription that it stands on."""

    sold: OrderLine
    prescribed: PrescribedLine

    @property
    def units(self) -> int:
        """How many smallest units are sold."""
        return nearest_units(self.sold.quantity, self.prescribed.units_per_pack)

    @property
    def standard(self) -> Standard:
        """The payment standard of the day. Raises LookupError unless a needed rule has made sure of one."""
        return fact(self.prescribed.standard)


class ClaimRule(Rule[Case]):
    """A demand on a sale; `freed` is the outpatient rule from which a province may free its inpatients."""

    freed: OutpatientRule | None = None

    def applies(self, case: Case, policy: Policy) -> bool:
        return self.freed is None or not case.freed_from(self.freed, policy)

    def rows(self, case: Case, policy: Policy) -> tuple[int | None, ...]:
        """Where the rule's field is at fault: the order's lines, from 0, or None for the order itself. Only asked when
        the rule is broken."""
        return (None,) if self.field else ()

    def ground_in(self, case: Case) -> str:
        """The name under which the acts speak of what breaks the rule in this case."""
        return self.demand

    def refusal(self, case: Case, policy: Policy) -> RuleRefused:
        """The answer that a broken rule is."""
        sentence = say((self.evidence(case, policy) or f"不符合“{self.sentence}”。") + self.remedy)
        fields = tuple(FieldError(self.field, self.code, sentence, row) for row in self.rows(case, policy))
        return RuleRefused(sentence, code=self.code, demand=self.ground_in(case), fields=fields)


def first_refusal(rules: Iterable[ClaimRule], case: Case, policy: Policy) -> RuleRefused | None:
    """Return the first broken rule's answer; none is asked after it."""
    try:
        for rule, answer in answers(rules, case, policy):
            if answer is False and isinstance(rule, ClaimRule):
                return rule.refusal(case, policy)
    except PolicyNotInForce as refusal:
        return refusal
    return None
