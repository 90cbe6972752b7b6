"""How much a prescription may order, how long it is valid, and what an inpatient is free from."""

from collections.abc import Iterator
from dataclasses import dataclass

from acts.parameters import Parameter
from acts.policy import Contradiction, Policy, Section, parameter
from acts.units import Days
from eligibility.prescriptions.words import OutpatientRule


@dataclass(frozen=True, kw_only=True)
class Prescribing(Section):
    key = "prescribing"
    label = "处方"

    days: Parameter[Days] = parameter("单次处方用量")
    long_term_days: Parameter[Days] = parameter("长期处方用量")
    overlap_days: Parameter[Days] = parameter("可提前续方的余药天数")
    valid_days: Parameter[Days] = parameter("处方有效期")
    valid_days_at_most: Parameter[Days] = parameter("医师注明时的处方有效期")

    def contradictions(self, policy: Policy) -> Iterator[Contradiction]:
        """Yield the usual validity where it is longer than the longest."""
        for entry in self.valid_days.entries:
            if entry.value > self.valid_days_at_most.on(entry.period.first):
                yield self.valid_days, f"is longer than {self.valid_days_at_most.name}"


@dataclass(frozen=True, kw_only=True)
class Inpatients(Section):
    key = "inpatients"
    label = "住院用药"

    free_from: Parameter[frozenset[OutpatientRule]] = parameter("住院使用不受的门诊限制")
