"""How the registry is written for people."""

from typing import Protocol

from django.utils.safestring import SafeString

from kit.pages.parts import Tone
from physicians.institutions.words import Standing
from province.templatetags.components import status

STANDING_TONES = {Standing.SERVING: Tone.FINE, Standing.SUSPENDED: Tone.OVER, Standing.UNDESIGNATED: Tone.PLAIN}


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
