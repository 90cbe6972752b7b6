"""Whether a figure may be confirmed for days that are over."""

from dataclasses import dataclass
from datetime import date

from acts.parameters import Switch
from acts.policy import Section, switch
from province.proposals.errors import FirstDayPast


@dataclass(frozen=True, kw_only=True)
class TwoPersons(Section):
    """A figure never changes what has been paid: it begins today or later, unless the act lets it reach back."""

    key = "two_persons"
    label = "两人确认"

    may_reach_back: Switch = switch("标准可以自已过的日子起执行")

    def refuse_past(self, first: date, on: date) -> None:
        """Refuse a first day that is over. Raises FirstDayPast."""
        if first < on and not self.may_reach_back.on(on):
            raise FirstDayPast(first=first, day=on)
