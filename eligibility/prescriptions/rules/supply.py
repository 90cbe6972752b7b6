"""How long what is prescribed lasts, and what is still in a patient's hand of what she was given before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import msgspec

from acts.policy import Policy
from eligibility.prescriptions.policy import Prescribing

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Regimen:
    """How a drug is taken: `dose` smallest units each time, `times` on each of `taken_days` of every `cycle_days`.

    Twice a day is 2 on 1 of 1; two weeks on and one off are 14 of 21; a depot for three months is 1 on 1 of 84.
    """

    dose: Decimal
    times: int = 1
    taken_days: int = 1
    cycle_days: int = 1

    def __str__(self) -> str:
        """The one spelling that a signature covers."""
        return f"{self.dose:.4f}x{self.times} {self.taken_days}/{self.cycle_days}"

    @property
    def daily(self) -> Decimal:
        """Smallest units a day, on average."""
        return self.dose * self.times * self.taken_days / self.cycle_days

    @property
    def words(self) -> str:
        """How it reads, the unit left out."""
        times = f"每日 {self.times} 次" if self.times > 1 else "每日一次"
        if self.taken_days == self.cycle_days:
            return times
        if self.taken_days == 1:
            return f"每 {self.cycle_days} 天 {self.times} 次"
        return f"{times}，每 {self.cycle_days} 天用 {self.taken_days} 天"


class Supply(msgspec.Struct, frozen=True):
    """What one prescription gave: from a day on, for so many days."""

    day: date
    days: Decimal


def days_of(packs: Decimal, units_per_pack: int, regimen: Regimen) -> int:
    """Whole days that so many packs last."""
    return int((packs * units_per_pack / regimen.daily).to_integral_value(ROUND_FLOOR))


def packs_for(days: int, units_per_pack: int, regimen: Regimen) -> int:
    """The most whole packs that do not outlast the days; at least one."""
    return max(1, int((days * regimen.daily / units_per_pack).to_integral_value(ROUND_FLOOR)))


def days_in_hand(supplies: Iterable[Supply], day: date) -> int:
    """Days that are still covered on `day`, that day included, when one supply is used up after the other.

    After a gap a supply begins on its own day; what was bought later is not in hand yet.
    """
    rest, start = NOTHING, date.min
    for supply in sorted(supplies, key=lambda supply: supply.day):
        if supply.day <= day:
            rest, start = max(NOTHING, rest - (supply.day - start).days) + supply.days, supply.day
    return int(max(NOTHING, rest - (day - start).days).to_integral_value(ROUND_CEILING))


def most_in_hand(supplies: Sequence[Supply], fresh: Supply) -> int:
    """The most that is in hand besides a fresh supply, on its day and on each later day of another supply.

    What is learned late of an earlier day stands beside all that was given since.
    """
    days = {fresh.day, *(supply.day for supply in supplies if supply.day > fresh.day)}
    together = (days_in_hand([*supplies, fresh], day) for day in days)
    return max(0, max(together) - int(fresh.days))


def supply_limit(long_term: bool, policy: Policy, day: date) -> int:
    """The most days of supply that one prescription may order."""
    return (policy[Prescribing].long_term_days if long_term else policy[Prescribing].days).on(day)


def most_days(limit: int, indivisible: bool, days_of_a_pack: Decimal) -> int:
    """The most days that may be given at once: the act's, or one pack where a pack cannot be divided."""
    pack = int(days_of_a_pack.to_integral_value(ROUND_CEILING))
    return max(limit, pack) if indivisible else limit
