"""Who works on what waits: an officer takes a case, so that two do not read the same papers, and gives it back.

Whoever gives a case to somebody locks that account first and the case then, as does what closes an account.
"""

from datetime import date

from eligibility.applications.actions.steps import lock
from eligibility.applications.deeds import ASSIGN, CLAIM, RELEASE
from eligibility.applications.errors import ClaimedByAnother, NotClaimed, NotTheirCase
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.queries.applications import STATES_OF_OFFICERS
from eligibility.applications.queries.officers import can_take
from kit.action import action
from kit.errors import NotPermitted, ReasonMissing
from kit.locks import lock_rows
from province.events.actions.recording import record, record_each
from province.events.rules import Actor
from province.staff.models import Account
from province.staff.words import Role


@action
def claim(*, application: TreatmentApplication, by: Account, on: date) -> TreatmentApplication:
    """Take a case of one's own queue; taken twice by the same it stays taken. It forbids nobody to act.

    Raises NotFound, NotPermitted, ClaimedByAnother.
    """
    officer = _lock_account(by)
    case = lock(application, by)
    if not officer.is_active or case.state not in STATES_OF_OFFICERS.get(officer.role, ()):
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


@action
def assign(
    *, application: TreatmentApplication, officer: Account, why: str, by: Account, on: date
) -> TreatmentApplication:
    """Give a case to a named officer: a supervisor any of his area, an officer what he has in hand himself.

    Taken from somebody else it needs a reason; to whom it belongs already it stays.
    Raises NotFound, NotClaimed, NotTheirCase, ReasonMissing.
    """
    colleague = _lock_account(officer)
    case = lock(application, by)
    if by.role is not Role.SUPERVISOR and case.claimed_by_id != by.pk:
        raise NotClaimed
    if not can_take(colleague, case):
        raise NotTheirCase(name=colleague.name)
    holder = case.claimed_by
    if holder == colleague:
        return case
    if holder is not None and not why.strip():
        raise ReasonMissing
    case.claimed_by = colleague
    case.save(update_fields=["claimed_by"])
    before = holder.name if holder else ""
    record(ASSIGN, case, by=by, on=on, before=before, after=colleague.name, why=why.strip())
    return case


@action
def release_all(*, account_id: int, why: str, by: Actor | None, on: date) -> int:
    """Give back to the queue what somebody has in hand who has left. Returns how many; set-based."""
    cases = list(lock_rows(TreatmentApplication.objects.filter(claimed_by=account_id)))
    TreatmentApplication.objects.filter(pk__in=[case.pk for case in cases]).update(claimed_by=None)
    return record_each(RELEASE, [(case.pk, case.insured_area_id) for case in cases], by=by, on=on, why=why)


def _lock_account(account: Account) -> Account:
    """Nobody closes or moves the account before the case is theirs."""
    return lock_rows(Account.objects.filter(pk=account.pk)).get()
