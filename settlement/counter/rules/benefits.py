"""What a person would be paid on a day: insurance, entitlements, and what is left of every limit."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kit.errors import RuleRefused
from settlement.claims.words import Payer
from settlement.figures.words import LimitKind


@dataclass(frozen=True)
class EntitlementNow:
    """An entitlement with its state on the day."""

    drug: str
    state: str
    first_day: date
    last_day: date | None
    hospital: str
    pharmacy: str


@dataclass(frozen=True)
class LimitLeft:
    """A yearly limit and what is left of it; `payer` is the fund, or the overall limit of all."""

    payer: Payer | LimitKind
    limit: Decimal
    left: Decimal


@dataclass(frozen=True)
class Benefits:
    """The answer to a benefit check; `reasons` say why nothing would be paid."""

    person: str
    name: str
    day: date
    insurance_type: str | None
    area: str | None
    active: bool
    entitlements: tuple[EntitlementNow, ...] = ()
    limits: tuple[LimitLeft, ...] = ()
    reasons: tuple[RuleRefused, ...] = ()


def masked_name(name: str) -> str:
    """The family name alone, as a counter may show it: 周**."""
    return name[:1] + "*" * (len(name) - 1)
