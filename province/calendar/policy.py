"""When a deadline presses."""

from dataclasses import dataclass

from acts.parameters import Parameter
from acts.policy import Section, parameter
from acts.units import Days, WorkingDays


@dataclass(frozen=True, kw_only=True)
class Deadlines(Section):
    key = "deadlines"
    label = "期限"

    near_working_days: Parameter[WorkingDays] = parameter("临近期限提醒")
    next_year_days: Parameter[Days] = parameter("下一年放假安排应在年底前多少天载入")
