"""The frozen values that rules look at. Queries fill them; rules never see a model."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from eligibility.entitlements.words import EndCause
from eligibility.people.rules.facts import on_one
from kit.period import Period


@dataclass(frozen=True)
class EntitlementFacts:
    """An entitlement: whose, for which drug and field, the days on which it is in effect, and what ended it if
    anything did."""

    id: int
    drug: int
    field: str
    diagnosis_code: str
    period: Period
    manufacturers: frozenset[int] = frozenset()
    suspended: tuple[Period, ...] = ()
    void: bool = False
    person: str = ""
    end_cause: EndCause | Literal[""] = ""

    def holds_on(self, day: date) -> bool:
        return not self.void and self.period.contains(day) and not on_one(self.suspended, day)
