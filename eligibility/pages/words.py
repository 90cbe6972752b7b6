"""How the things of this floor are shown in a cell, a headline or a choice."""

from datetime import date

from eligibility.models import ApplicationState, Entitlement, EntitlementState, Prescription, TreatmentApplication
from kit.clock import today
from province.pages.parts import Tone
from province.rules.workdays import Deadline
from province.templatetags.components import deadline, status
from province.templatetags.words import NOTHING

APPLICATION_TONES = {
    ApplicationState.RETURNED: Tone.SOON,
    ApplicationState.APPROVED: Tone.FINE,
    ApplicationState.FILED: Tone.FINE,
    ApplicationState.DENIED: Tone.OVER,
}
ENTITLEMENT_TONES = {
    EntitlementState.ACTIVE: Tone.FINE,
    EntitlementState.SUSPENDED: Tone.SOON,
    EntitlementState.ENDED: Tone.PLAIN,
    EntitlementState.COMING: Tone.PLAIN,
}


def state_tone(application: TreatmentApplication) -> Tone:
    return APPLICATION_TONES.get(ApplicationState(application.state), Tone.PLAIN)


def application_state(application: TreatmentApplication) -> str:
    return status(application.get_state_display(), state_tone(application))


def due(application: TreatmentApplication) -> Deadline | None:
    """The clock that runs now: the review's, or the intake's before acceptance."""
    if application.state == ApplicationState.SUBMITTED and application.deadline is None:
        return _deadline(application.intake_deadline, application.intake_provisional)
    if application.state in (ApplicationState.SUBMITTED, ApplicationState.ACCEPTED, ApplicationState.REVIEWED):
        return _deadline(application.deadline, application.deadline_provisional)
    return None


def _deadline(day: date | None, provisional: bool) -> Deadline | None:
    return Deadline(day, provisional) if day else None


def due_cell(application: TreatmentApplication) -> str:
    running = due(application)
    return deadline(running) if running else NOTHING


def entitlement_state(held: Entitlement) -> str:
    state = held.state_on(today())
    detail = held.get_end_cause_display() if state == EntitlementState.ENDED and held.end_cause else ""
    return status(state.label, ENTITLEMENT_TONES[state], detail)


def prescription_state(written: Prescription) -> str:
    if written.withdrawn_on:
        return status("已作废", Tone.OVER)
    if written.period.last and written.period.last < today():
        return status("已过有效期", Tone.PLAIN)
    return status("有效", Tone.FINE)
