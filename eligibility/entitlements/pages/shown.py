"""How the things of this floor are shown in a cell, a headline or a choice."""

from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.words import EntitlementState
from eligibility.prescriptions.models import Prescription
from eligibility.prescriptions.words import PrescriptionState
from kit.clock import today
from kit.pages.parts import Tone
from province.templatetags.components import status

ENTITLEMENT_TONES = {
    EntitlementState.ACTIVE: Tone.FINE,
    EntitlementState.SUSPENDED: Tone.SOON,
    EntitlementState.ENDED: Tone.PLAIN,
    EntitlementState.COMING: Tone.PLAIN,
}

PRESCRIPTION_TONES = {
    PrescriptionState.VALID: Tone.FINE,
    PrescriptionState.DISPENSED: Tone.PLAIN,
    PrescriptionState.OVER: Tone.PLAIN,
    PrescriptionState.TAKEN_BACK: Tone.OVER,
    PrescriptionState.STOPPED: Tone.OVER,
    PrescriptionState.ON_PAPER: Tone.PLAIN,
}


def entitlement_state(entitlement: Entitlement) -> str:
    state = entitlement.state_on(today())
    detail = entitlement.get_end_cause_display() if state == EntitlementState.ENDED and entitlement.end_cause else ""
    return status(state.label, ENTITLEMENT_TONES[state], detail)


def prescription_state(prescription: Prescription) -> str:
    standing = prescription.state_on(today())
    return status(standing.label, PRESCRIPTION_TONES[standing])
