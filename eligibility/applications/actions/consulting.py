"""While a case waits for the expert: he is urged, another is asked besides him or in his place."""

from datetime import date

from catalog.fields.queries import experts
from eligibility.applications.actions.steps import lock
from eligibility.applications.deeds import ASK_EXPERT, URGE
from eligibility.applications.errors import NoSuchExpert, NotWithExpert, UrgedToday
from eligibility.applications.models import AskedExpert, TreatmentApplication
from eligibility.applications.queries.experts import panel_of
from eligibility.applications.words import ApplicationState
from kit.action import action
from kit.errors import NotPermitted, ReasonMissing
from province.events.actions.recording import record
from province.staff.models import Account
from province.staff.words import Role

ASKERS = (Role.REVIEWER, Role.SUPERVISOR)


@action
def urge(*, application: TreatmentApplication, by: Account, on: date) -> TreatmentApplication:
    """Tell those who may sign that they are waited for, once a day. Raises NotFound, NotWithExpert, UrgedToday."""
    case = _lock(application, by)
    if case.urged_on == on:
        raise UrgedToday
    case.urged_on = on
    case.save(update_fields=["urged_on"])
    names = "、".join(expert.name for expert in panel_of(case).members)
    record(URGE, case, by=by, on=on, data={"experts": names})
    return case


@action
def ask_expert(
    *, application: TreatmentApplication, expert: Account, alone: bool, why: str, by: Account, on: date
) -> TreatmentApplication:
    """Ask an expert by name: besides those who are asked already, or `alone`, in their place, with a reason.

    The first to sign has signed. Raises NotFound, NotWithExpert, NoSuchExpert, ReasonMissing,
    ConstraintBroken (EXPERT_ASKED_ONCE).
    """
    case = _lock(application, by)
    if not experts().filter(pk=expert.pk).exists():
        raise NoSuchExpert(name=expert.name)
    if alone and not why.strip():
        raise ReasonMissing
    panel = panel_of(case)
    if alone:
        AskedExpert.objects.filter(application=case).delete()
    # Besides the experts of a field means besides each of them.
    besides = () if alone or panel.by_name else panel.members
    AskedExpert.objects.bulk_create(
        AskedExpert(application=case, expert=member, asked_by=by, asked_on=on) for member in (*besides, expert)
    )
    before = "、".join(member.name for member in panel.members) if panel.by_name else ""
    record(ASK_EXPERT, case, by=by, on=on, after=expert.name, why=why.strip(), data={"alone": alone, "before": before})
    return case


def _lock(application: TreatmentApplication, by: Account) -> TreatmentApplication:
    case = lock(application, by)
    if by.role not in ASKERS:
        raise NotPermitted
    if case.state != ApplicationState.ACCEPTED:
        raise NotWithExpert
    return case
