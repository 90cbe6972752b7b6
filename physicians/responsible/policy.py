"""Who may be a responsible physician, and how the list of them comes about."""

from collections.abc import Iterator
from dataclasses import dataclass

from acts.parameters import Parameter, Switch
from acts.policy import Contradiction, Policy, Section, parameter, switch
from acts.units import WorkingDays
from physicians.responsible.words import PhysicianCondition, Title
from province.areas.words import Matter


@dataclass(frozen=True, kw_only=True)
class Qualifying(Section):
    key = "qualifying"
    label = "责任医师条件"

    titles: Parameter[frozenset[Title]] = parameter("责任医师的职称", Matter.PHYSICIAN_TITLE)
    relaxed_titles: Parameter[frozenset[Title]] = parameter("当地可放宽到的职称")
    conditions: Parameter[frozenset[PhysicianCondition]] = parameter("责任医师的其他条件")
    same_field_required: Switch = switch("续方和复审须同治疗领域")

    def contradictions(self, policy: Policy) -> Iterator[Contradiction]:
        """Yield the titles where an area goes beyond what may be relaxed."""
        for entry in self.titles.entries:
            day = entry.period.first
            if entry.area and not entry.value <= (titles := self.titles.on(day) | self.relaxed_titles.on(day)):
                yield self.titles, f"area {entry.area} is wider than {sorted(titles)}"


@dataclass(frozen=True, kw_only=True)
class PhysicianList(Section):
    key = "physician_list"
    label = "责任医师名单"

    filing_working_days: Parameter[WorkingDays] = parameter("名单上报时限")
