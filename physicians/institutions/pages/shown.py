"""How the registry is written for people."""

from typing import Protocol

from django.utils.safestring import SafeString

from kit.pages.parts import Tone
from physicians.institutions.words import Standing
from province.events.models import Event
from province.templatetags.components import status

STANDING_TONES = {Standing.SERVING: Tone.FINE, Standing.SUSPENDED: Tone.OVER, Standing.UNDESIGNATED: Tone.PLAIN}


INSTITUTION_VERBS = {
    "register": "登记",
    "appoint": "任用工作人员 {after}",
    "sign_agreement": "签订医保协议，{after}",
    "end_agreement": "终止医保协议，协议期改为 {after}",
    "suspend": "暂停，{after}",
    "resume": "自 {after} 起恢复",
    "issue_client": "发放接口客户端",
    "revoke_client": "停用接口客户端",
}


class InstitutionOfADay(Protocol):
    """An institution from `standing_on(day)`."""

    agreed: bool
    suspended: bool


def standing_of(institution: InstitutionOfADay) -> Standing:
    """The standing of an institution from `standing_on(day)`; no query."""
    if not institution.agreed:
        return Standing.UNDESIGNATED
    return Standing.SUSPENDED if institution.suspended else Standing.SERVING


def standing_shown(standing: Standing) -> SafeString:
    return status(standing.label, STANDING_TONES[standing])


def institution_said(event: Event) -> str:
    return INSTITUTION_VERBS.get(event.verb, event.verb).format(after=event.after)
