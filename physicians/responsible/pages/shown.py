"""How the registry is written for people."""

from django.utils.safestring import SafeString

from kit.pages.parts import Tone
from physicians.responsible.models import ResponsiblePhysician
from physicians.responsible.words import PhysicianState
from province.events.models import Event
from province.templatetags.components import status

PHYSICIAN_TONES = {
    PhysicianState.PUBLISHED: Tone.FINE,
    PhysicianState.SUSPENDED: Tone.OVER,
    PhysicianState.RETURNED: Tone.SOON,
}


PHYSICIAN_VERBS = {
    "nominate": "医院提名",
    "review": "市州经办审核通过",
    "record": "市级备案",
    "return_": "退回医院",
    "publish": "省级发布",
    "suspend": "暂停",
    "remove": "移出名单",
}


def physician_state(physician: ResponsiblePhysician) -> SafeString:
    return status(physician.get_state_display(), PHYSICIAN_TONES.get(physician.state, Tone.PLAIN))


def physician_said(event: Event) -> str:
    return PHYSICIAN_VERBS.get(event.verb, event.verb)


def fields_of(physician: ResponsiblePhysician) -> str:
    """The fields of treatment, from what was prefetched."""
    return "、".join(field.name for field in physician.treatment_fields.all())
