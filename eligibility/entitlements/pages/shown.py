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
    PrescriptionState.OVER: Tone.PLAIN,
    PrescriptionState.TAKEN_BACK: Tone.OVER,
}


def entitlement_state(held: Entitlement) -> str:
    state = held.state_on(today())
    detail = held.get_end_cause_display() if state == EntitlementState.ENDED and held.end_cause else ""
    return status(state.label, ENTITLEMENT_TONES[state], detail)


def prescription_state(written: Prescription) -> str:
    standing = standing_of(written)
    return status(standing.label, PRESCRIPTION_TONES[standing])


def standing_of(written: Prescription) -> PrescriptionState:
    """Whether something may still be bought on a prescription today."""
    if written.withdrawn_on:
        return PrescriptionState.TAKEN_BACK
    if written.period.last and written.period.last < today():
        return PrescriptionState.OVER
    return PrescriptionState.VALID
