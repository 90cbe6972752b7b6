"""Who works on what waits: an officer takes a case, so that two do not read the same papers, and gives it back."""

from datetime import date

from eligibility.applications.actions.steps import lock
from eligibility.applications.deeds import CLAIM, RELEASE
from eligibility.applications.errors import ClaimedByAnother, NotClaimed
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.queries.applications import STATES_OF_OFFICERS
from kit.action import action
from kit.errors import NotPermitted
from province.events.actions.recording import record
from province.staff.models import Account
from province.staff.words import Role


@action
def claim(*, application: TreatmentApplication, by: Account, on: date) -> TreatmentApplication:
    """Take a case of one's own queue; taken twice by the same it stays taken. It forbids nobody to act.

    Raises NotFound, NotPermitted, ClaimedByAnother.
    """
    case = lock(application, by)
    if case.state not in STATES_OF_OFFICERS.get(by.role, ()):
        raise NotPermitted
    if case.claimed_by_id == by.pk:
        return case
    if case.claimed_by is not None:
        raise ClaimedByAnother(name=case.claimed_by.name)
    case.claimed_by = by
    case.save(update_fields=["claimed_by"])
    record(CLAIM, case, by=by, on=on)
    return case


@action
def release(*, application: TreatmentApplication, by: Account, on: date) -> TreatmentApplication:
    """Give a case back to the queue: one's own, or as a supervisor anybody's. Raises NotFound, NotClaimed."""
    case = lock(application, by)
    if case.claimed_by is None or (case.claimed_by_id != by.pk and by.role is not Role.SUPERVISOR):
        raise NotClaimed
    before, case.claimed_by = case.claimed_by, None
    case.save(update_fields=["claimed_by"])
    record(RELEASE, case, by=by, on=on, after=before.name)
    return case
