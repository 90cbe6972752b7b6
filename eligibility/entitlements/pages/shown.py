"""How the things of this floor are shown in a cell, a headline or a choice."""

from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.words import EntitlementState
from eligibility.prescriptions.models import Prescription
from kit.clock import today
from kit.pages.parts import Tone
from province.templatetags.components import status

ENTITLEMENT_TONES = {
    EntitlementState.ACTIVE: Tone.FINE,
    EntitlementState.SUSPENDED: Tone.SOON,
    EntitlementState.ENDED: Tone.PLAIN,
    EntitlementState.COMING: Tone.PLAIN,
}


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
