"""Days on which an entitlement pays nothing: begun for a cause, ended by itself or by somebody."""

from datetime import date

from acts.demands import carries
from eligibility.entitlements.actions.steps import ONE_DAY, allowed, lock
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
    held = lock(entitlement, by)
    step = allowed(held, "suspend", by, on)
    stopped = held.suspensions.create(cause=cause, period=Period(first, last), note=note)
    record(step, held, by=by, on=on, after=str(stopped.period), why=note or stopped.get_cause_display())
    return stopped


@action
def resume(*, entitlement: Entitlement, cause: SuspensionCause, by: Account | None, on: date) -> Suspension:
    """End the open suspension of this cause: it pays again from `on`, at the earliest the day after it began.

    Raises NotFound, CannotResumeYet, NotPermitted.
    """
    held = lock(entitlement, by)
    stopped = held.suspensions.filter(cause=cause, last_day=None, first_day__lte=on).first()
    if stopped is None:
        raise CannotResumeYet
    step = allowed(held, "resume", by, on)
    stopped.period = Period(stopped.period.first, max(stopped.period.first, on - ONE_DAY))
    stopped.save()
    record(step, held, by=by, on=on, after=str(stopped.period))
    return stopped
