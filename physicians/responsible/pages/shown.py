"""How the registry is written for people."""

from django.utils.safestring import SafeString

from kit.pages.parts import Tone
from physicians.responsible.models import ResponsiblePhysician
from physicians.responsible.words import PhysicianState
from province.templatetags.components import status

PHYSICIAN_TONES = {
    PhysicianState.PUBLISHED: Tone.FINE,
    PhysicianState.SUSPENDED: Tone.OVER,
    PhysicianState.RETURNED: Tone.SOON,
}


def physician_state(physician: ResponsiblePhysician) -> SafeString:
    return status(physician.get_state_display(), PHYSICIAN_TONES.get(physician.state, Tone.PLAIN))


def fields_of(physician: ResponsiblePhysician) -> str:
    """The fields of treatment, from what was prefetched."""
    return "、".join(field.name for field in physician.treatment_fields.all())
