"""How the things of this floor are shown in a cell, a headline or a choice."""

from datetime import date

from eligibility.applications.errors import FileTooLarge
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.rules.documents import MOST_MEGABYTES
from eligibility.applications.words import ApplicationState, MaterialKind
from kit.pages.parts import Tone
from kit.templatetags.words import NOTHING
from province.calendar.rules.workdays import Deadline
from province.templatetags.components import deadline, status

# The form by which another expert is asked, among those that a desk shows as refused.
ASKING = "ask_expert"

APPLICATION_TONES = {
    ApplicationState.RETURNED: Tone.SOON,
    ApplicationState.APPROVED: Tone.FINE,
    ApplicationState.FILED: Tone.FINE,
    ApplicationState.DENIED: Tone.OVER,
}


def state_tone(application: TreatmentApplication) -> Tone:
    if application.handed_back_for:
        return Tone.SOON
    return APPLICATION_TONES.get(application.state, Tone.PLAIN)


def application_state(application: TreatmentApplication) -> str:
    words = "退回修改" if application.handed_back_for else application.get_state_display()
    return status(words, state_tone(application))


def files_of(application: TreatmentApplication, kind: MaterialKind) -> dict[str, object]:
    """Return what has been handed in of one kind of paper."""
    files = [material for material in application.materials.all() if material.kind is kind]
    return {"kind": kind.value, "label": kind.label, "files": files}


def limits_of_papers() -> dict[str, object]:
    """Return what a page says of the size of a file before it is sent, in the words of the refusal after it."""
    return {"most_megabytes": MOST_MEGABYTES, "too_large": FileTooLarge(most=MOST_MEGABYTES).message}


def due(application: TreatmentApplication) -> Deadline | None:
    """The clock that runs now: the review's, or the intake's before acceptance."""
    if application.state == ApplicationState.SUBMITTED and application.deadline is None:
        return _deadline(application.intake_deadline, application.intake_provisional)
    if application.state in (ApplicationState.SUBMITTED, ApplicationState.ACCEPTED, ApplicationState.REVIEWED):
        return _deadline(application.deadline, application.deadline_provisional)
    return None


def _deadline(day: date | None, provisional: bool) -> Deadline | None:
    return Deadline(day, provisional) if day else None


def due_day(application: TreatmentApplication) -> date | None:
    """Return the last day of the clock that runs; None where none does."""
    running = due(application)
    return running.day if running else None


def due_cell(application: TreatmentApplication) -> str:
    running = due(application)
    return deadline(running) if running else NOTHING
