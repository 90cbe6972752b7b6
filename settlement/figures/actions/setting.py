"""The figures of a pooling area: dated rows with a document, each ending the one before it."""

from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from acts.demands import carries
from eligibility.people.words import AssistanceCategory, InsuranceType
from kit.action import action
from kit.locks import lock_rows
from kit.money import percent, yuan
from kit.succession import make_room
from province.areas.models import Area
from province.areas.policy import OwnRows
from province.areas.words import Matter
from province.events.actions.recording import record
from province.law.queries.policy import current_policy
from province.proposals.models import FigureRow, Proposal
from province.staff.models import Account
from settlement.figures.deeds import SET_ASSISTANCE, SET_LIMIT, SET_RATE
from settlement.figures.models import AnnualLimit, AreaRate, AssistanceRule
from settlement.figures.words import LimitKind, RateKind

Row = TypeVar("Row", bound=FigureRow)


@action
@carries("limit.set")
def set_limit(
    *,
    area: Area,
    insurance_type: InsuranceType,
    kind: LimitKind,
    category: AssistanceCategory | None,
    amount: Decimal,
    no_ceiling: bool,
    first: date,
    document: str,
    proposal: Proposal | None,
    by: Account,
    on: date,
) -> AnnualLimit:
    """Set a yearly limit from `first`, in yuan: the general one, or that of a category of recipients.

    Raises AreaRowRefused, ConstraintBroken.
    """
    current_policy()[OwnRows].refuse(Matter.LIMIT, area.pk, first)
    same = {"area": area, "insurance_type": insurance_type, "kind": kind, "category": category or ""}
    figures = {"amount": amount, "no_ceiling": no_ceiling, "document": document, "proposal": proposal}
    row = _succeed(AnnualLimit, first, same, **figures)
    record(SET_LIMIT, row, by=by, on=on, after=f"{kind} {yuan(amount)} 元", data=_terms(row))
    return row


@action
@carries("assistance_rule.set")
def set_assistance(
    *,
    area: Area,
    category: AssistanceCategory,
    rate: Decimal,
    threshold: Decimal,
    annual_limit: Decimal,
    beyond_maximum: bool,
    first: date,
    document: str,
    proposal: Proposal | None,
    by: Account,
    on: date,
) -> AssistanceRule:
    """Set how a category is assisted from `first`. Raises AreaRowRefused, ConstraintBroken."""
    current_policy()[OwnRows].refuse(Matter.ASSISTANCE, area.pk, first)
    figures = {
        "rate": rate,
        "threshold": threshold,
        "annual_limit": annual_limit,
        "beyond_maximum": beyond_maximum,
        "document": document,
        "proposal": proposal,
    }
    row = _succeed(AssistanceRule, first, {"area": area, "category": category}, **figures)
    record(SET_ASSISTANCE, row, by=by, on=on, after=f"{category} {percent(rate)}", data=_terms(row))
    return row


@action
@carries("area_rate.set")
def set_rate(
    *,
    area: Area,
    insurance_type: InsuranceType,
    kind: RateKind,
    rate: Decimal,
    first_share: Decimal,
    deductible: Decimal,
    segmented: bool,
    first: date,
    document: str,
    proposal: Proposal | None,
    by: Account,
    on: date,
) -> AreaRate:
    """Set a city's own rate from `first`. Raises AreaRowRefused, ConstraintBroken."""
    current_policy()[OwnRows].refuse(Matter.RATE, area.pk, first)
    same = {"area": area, "insurance_type": insurance_type, "kind": kind}
    figures = {
        "rate": rate,
        "first_share": first_share,
        "deductible": deductible,
        "segmented": segmented,
        "document": document,
        "proposal": proposal,
    }
    row = _succeed(AreaRate, first, same, **figures)
    record(SET_RATE, row, by=by, on=on, after=f"{kind} {percent(rate)}", data=_terms(row))
    return row


def _succeed(kind: type[Row], first: date, same: dict[str, Any], **figures: Any) -> Row:
    """End the row in force on the day before; the new one runs until the next, or the old one's end."""
    # Two successors of one row: the second finds the days that the first left.
    rows = lock_rows(kind._default_manager.filter(**same))
    return kind._default_manager.create(period=make_room(rows, first), **same, **figures)


def _terms(row: AnnualLimit | AssistanceRule | AreaRate) -> dict[str, object]:
    """What an event keeps of a figure beside its amount."""
    return {"period": str(row.period), "document": row.document}
