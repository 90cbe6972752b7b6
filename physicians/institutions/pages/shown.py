"""How the registry is written for people."""

from typing import Protocol

from django.utils.safestring import SafeString

from kit.pages.parts import Tone
from province.events.models import Event
from province.templatetags.components import status

SERVING, SUSPENDED, UNDESIGNATED = "serving", "suspended", "undesignated"


STANDINGS = {SERVING: "服务中", SUSPENDED: "已暂停", UNDESIGNATED: "无生效协议"}


STANDING_TONES = {SERVING: Tone.FINE, SUSPENDED: Tone.OVER, UNDESIGNATED: Tone.PLAIN}


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


def standing_of(institution: InstitutionOfADay) -> str:
    """The standing of an institution from `standing_on(day)`; no query."""
    if not institution.agreed:
        return UNDESIGNATED
    return SUSPENDED if institution.suspended else SERVING


def standing_shown(standing: str) -> SafeString:
    return status(STANDINGS[standing], STANDING_TONES[standing])


def institution_said(event: Event) -> str:
    return INSTITUTION_VERBS.get(event.verb, event.verb).format(after=event.after)
