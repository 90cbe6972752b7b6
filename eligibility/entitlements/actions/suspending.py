"""Days on which an entitlement pays nothing: begun for a cause, ended by itself or by somebody."""

from datetime import date

from acts.demands import carries
from eligibility.entitlements.actions.steps import ONE_DAY, lock, step_from
from eligibility.entitlements.errors import CannotResumeYet
from eligibility.entitlements.models import Entitlement, Suspension
from eligibility.entitlements.words import SuspensionCause
from kit.action import action
from kit.period import Period
from province.events.actions.recording import record
from province.staff.models import Account


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
    """Pay nothing from `first` on, until `last` or until it is resumed.

    Raises NotFound, WrongState, NotPermitted, ConstraintBroken (SUSPENSION_NO_OVERLAP).
    """
    row = lock(entitlement, by)
    step = step_from(row, "suspend", by, on)
    suspension = row.suspensions.create(cause=cause, period=Period(first, last), note=note)
    record(step, row, by=by, on=on, after=str(suspension.period), why=note or suspension.get_cause_display())
    return suspension


@action
def resume(*, entitlement: Entitlement, cause: SuspensionCause, by: Account | None, on: date) -> Suspension:
    """End the open suspension of this cause: it pays again from `on`, at the earliest the day after it began.

    Raises NotFound, CannotResumeYet, NotPermitted.
    """
    row = lock(entitlement, by)
    suspension = row.suspensions.filter(cause=cause, last_day=None, first_day__lte=on).first()
    if suspension is None:
        raise CannotResumeYet
    step = step_from(row, "resume", by, on)
    suspension.period = Period(suspension.period.first, max(suspension.period.first, on - ONE_DAY))
    suspension.save()
    record(step, row, by=by, on=on, after=str(suspension.period))
    return suspension
