"""What a pooling area may set for itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from acts.demands import carries
from acts.parameters import Parameter
from acts.policy import Contradiction, Policy, Section, parameter
from province.areas.errors import AreaRowRefused
from province.areas.words import Matter


@dataclass(frozen=True, kw_only=True)
class OwnRows(Section):
    """An area's own row needs the province's leave for its matter; everything else is alike in the whole province."""

    key = "own_rows"
    label = "统筹区自行设定"

    may_set: Parameter[frozenset[Matter]] = parameter("统筹区可以自行设定的事项")

    @carries("area_rows_by_leave")
    def refuse(self, matter: Matter, area: str, day: date) -> None:
        """Refuse an area's own row on what the whole province has alike. Raises AreaRowRefused."""
        if matter not in self.may_set.on(day):
            raise AreaRowRefused(what=matter.label, area=area)

    @carries("area_rows_by_leave")
    def contradictions(self, policy: Policy) -> Iterator[Contradiction]:
        """Yield each parameter, of any story, that has an area's row without leave."""
        for setting in policy.parameters():
            for entry in setting.entries:
                day = entry.period.first
                may_set = self.may_set.on(day) if self.may_set.in_force(day) else ()
                if entry.area and not setting.matter:
                    yield setting, f"takes no area row, but {entry.area} has one"
                elif entry.area and setting.matter not in may_set:
                    yield setting, f"area {entry.area} may not set its own {setting.matter} ({self.may_set.source})"
