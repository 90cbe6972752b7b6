"""Days on which an entitlement pays nothing: begun for a cause, ended by itself or by somebody."""

from datetime import date

from django.db.models import Q

from acts.demands import carries
from eligibility.entitlements.actions.steps import ONE_DAY, lock, step_from
from eligibility.entitlements.errors import CannotResumeYet, PaysNothingThen, SuspensionOutside
from eligibility.entitlements.models import Entitlement, Suspension
from eligibility.entitlements.rules.suspension import ground_of
from eligibility.entitlements.words import SuspensionCause
from eligibility.people.actions import tell_of_past
from kit.action import action
from kit.period import Period
from province.events.actions.recording import record
from province.staff.models import Account

CANCELLED = "无（全部取消）"  # what history says in place of the days of a suspension that has none left


@action
@carries("entitlement.suspend")
def suspend(
    *,
    entitlement: Entitlement,
    cause: SuspensionCause,
    first: date,
    by: Account | None,
    on: date,
    last: date | None = None,
    note: str = "",
) -> Suspension:
    """Pay nothing from `first` on, until `last` or until it is resumed. What was sold on those days is named.

    Raises NotFound, WrongState, NotPermitted, SuspensionOutside, ConstraintBroken (SUSPENSION_NO_OVERLAP).
    """
    row = lock(entitlement, by)
    step = step_from(row, "suspend", by, on)
    period = Period(first, last)
    if first not in row.period or (last is not None and last not in row.period):
        raise SuspensionOutside(period=row.period)
    suspension = row.suspensions.create(cause=cause, period=period, note=note)
    tell_of_past(persons=[row.person_id], days=period, by=by, on=on)
    why, ground = note or suspension.get_cause_display(), ground_of(cause)
    record(step, row, by=by, on=on, after=str(suspension.period), why=why, demand=ground)
    return suspension


@action
def resume(
    *,
    entitlement: Entitlement,
    cause: SuspensionCause,
    by: Account | None,
    on: date,
    first: date | None = None,
    note: str = "",
) -> Period | None:
    """Pay again from `first` on, today where none is named: the suspension of this cause that holds then, or else the
    next one, ends the day before. Return what is left of it: nothing where it had not begun by then, or began that
    very day, and then those days may be suspended anew.

    Raises NotFound, WrongState, NotPermitted, CannotResumeYet, PaysNothingThen.
    """
    row = lock(entitlement, by)
    step = step_from(row, "resume", by, on)
    day = on if first is None else first
    if row.period.last is not None and day > row.period.last:
        raise PaysNothingThen(day=day, last=row.period.last)
    suspensions = row.suspensions.filter(Q(last_day=None) | Q(last_day__gte=day), cause=cause)
    suspension = suspensions.order_by("first_day").first()
    if suspension is None:
        raise CannotResumeYet(day=day)
    before, left = suspension.period, None
    if day > before.first:
        left = suspension.period = before.until(day - ONE_DAY)
        suspension.save()
    else:
        suspension.delete()
    after, ground = str(left or CANCELLED), ground_of(cause)
    record(step, row, by=by, on=on, before=str(before), after=after, why=note, demand=ground)
    return left
