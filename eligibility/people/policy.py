"""Whose insurance an act speaks of."""

from dataclasses import dataclass

from acts.parameters import Parameter
from acts.policy import Section, parameter
from eligibility.people.words import InsuranceType


@dataclass(frozen=True, kw_only=True)
class Insuring(Section):
    key = "insuring"
    label = "保障对象"

    types: Parameter[frozenset[InsuranceType]] = parameter("保障对象的险种")
