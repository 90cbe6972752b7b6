"""How long before its end the act warns."""

from dataclasses import dataclass

from acts.parameters import Parameter
from acts.policy import Section, parameter
from acts.units import Days


@dataclass(frozen=True, kw_only=True)
class ActEnd(Section):
    key = "act_end"
    label = "{act}到期"

    warning_days: Parameter[Days] = parameter("{act}到期提前预警")
