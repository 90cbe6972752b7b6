"""What every step of an application shares: find and lock it, ask the table, change it, record it."""

from collections.abc import Mapping
from datetime import date

from eligibility.applications.cycle import APPLICATION
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.queries.applications import FOR_REVIEW, visible_to
from eligibility.applications.words import ApplicationState
from kit.errors import NotFound
from kit.life_cycle import Transition
from kit.locks import lock_rows
from province.events.actions.recording import record
from province.law.queries.policy import cycle_in_use
from province.staff.models import Account


def lock(application: TreatmentApplication, by: Account | None) -> TreatmentApplication:
    """The row as it stands now, held until the transaction ends. Raises NotFound when it is not the actor's."""
    rows = visible_to(by) if by else TreatmentApplication.objects.all()
    # Two steps of one application come one after the other, each from the state that the other left.
    case = lock_rows(rows.filter(pk=application.pk)).first()
    if case is None:
        raise NotFound
    return case


def step_from(state: str, verb: str, by: Account | None) -> Transition:
    """The step, if the state and the actor's role allow it. Raises WrongState, NotPermitted."""
    table = cycle_in_use(APPLICATION)
    return table.step_by(by.role, state, verb) if by else table.step(state, verb)


def move(
    case: TreatmentApplication,
    step: Transition,
    *,
    by: Account | None,
    on: date,
    why: str = "",
    data: Mapping[str, object] | None = None,
    **changes: object,
) -> TreatmentApplication:
    """Write the new state with what changes along, and the one event of it; in another queue nobody has taken it."""
    if not {case.state, step.target} <= set(FOR_REVIEW):
        case.claimed_by = None
    before, case.state = case.state, ApplicationState(step.target)
    for name, value in changes.items():
        setattr(case, name, value)
    case.save()
    record(step, case, by=by, on=on, before=before, after=step.target, why=why, data=data)
    return case
