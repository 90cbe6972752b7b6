"""Expert's opinion and the decision."""

from datetime import date

from acts.demands import carries
from acts.rules import obey
from eligibility.applications.actions.grounds import ground_of
from eligibility.applications.actions.steps import lock, move, step_from
from eligibility.applications.models import ExpertOpinion, TreatmentApplication
from eligibility.applications.queries.applications import visible_to
from eligibility.applications.queries.facts import of_application
from eligibility.applications.rules.review import NotOwnCase
from eligibility.applications.rules.stages import DECISION
from eligibility.applications.words import DenialReason
from eligibility.entitlements import actions as entitlements
from kit.action import action
from kit.errors import NotFound
from province.law.queries.policy import current_policy
from province.staff.models import Account


@action
@carries("application.give_opinion")
def give_opinion(
    *,
    application: TreatmentApplication,
    supports: bool,
    label: bool,
    scope: bool,
    text: str,
    by: Account,
    on: date,
) -> TreatmentApplication:
    """An expert's signed opinion, with one verdict for each condition.

    Raises NotFound, WrongState, Refused (OWN_CASE), ConstraintBroken.
    """
    case = lock(application, by)
    step = step_from(case.state, "give_opinion", by)
    # Whom it is put to may have changed while the row was waited for.
    if not visible_to(by).filter(pk=case.pk).exists():
        raise NotFound
    obey((NotOwnCase(),), of_application(case, on, decider=by.pk), current_policy())
    ExpertOpinion.objects.create(
        application=case,
        expert=by,
        supports=supports,
        label_verdict=label,
        scope_verdict=scope,
        text=text.strip(),
        signed_on=on,
    )
    return move(case, step, by=by, on=on, why=text, data={"supports": supports, "label": label, "scope": scope})


@action
@carries("application.approve")
def approve(
    *, application: TreatmentApplication, label: bool, scope: bool, by: Account, on: date, reason: str = ""
) -> TreatmentApplication:
    """Approve with the reviewer's own verdict on label and scope; the entitlement stands in the same moment.

    Raises NotFound, WrongState, Refused, ConstraintBroken (ENTITLEMENT_NO_OVERLAP).
    """
    case = lock(application, by)
    step = step_from(case.state, "approve", by)
    entitlements.lock_ground(person=case.person_id, drug=case.chosen_drug.pk)
    facts = of_application(case, on, decider=by.pk, label=label, scope=scope)
    obey(DECISION, facts, current_policy())
    data = {"label": label, "scope": scope}
    approval = move(
        case, step, by=by, on=on, why=reason, data=data, decided_by=by, decided_on=on, decision_reason=reason
    )
    entitlements.grant(ground=ground_of(approval), by=by, on=on)
    return approval


@action
@carries("application.deny")
def deny(
    *, application: TreatmentApplication, denial: DenialReason, reason: str, by: Account, on: date
) -> TreatmentApplication:
    """Deny, with a reason of the act and a sentence for the patient.

    Raises NotFound, WrongState, Refused (OWN_CASE), ConstraintBroken (APPLICATION_DENIED_WITH_REASON).
    """
    case = lock(application, by)
    step = step_from(case.state, "deny", by)
    obey((NotOwnCase(),), of_application(case, on, decider=by.pk), current_policy())
    changes = {"denial": denial, "decision_reason": reason.strip(), "decided_by": by, "decided_on": on}
    return move(case, step, by=by, on=on, why=reason, data={"denial": denial.value}, **changes)
