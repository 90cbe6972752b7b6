"""What an institution's code and agreement must say."""

import re
from datetime import date, timedelta

from acts.demands import carries
from physicians.institutions.errors import (
    AreaNotCounty,
    CodeMisshapen,
    CodeUnlikeArea,
    NoPhysiciansInPharmacy,
    PhysicianServicesMissing,
    StopRetroactive,
)
from physicians.institutions.words import InstitutionKind
from province.areas.rules import prefix

COUNTY_DIGITS = 6


def refuse_foreign_code(code: str, area: str) -> None:
    """The six digits after the letter are the institution's county.

    Raises CodeMisshapen, AreaNotCounty, CodeUnlikeArea.
    """
    if not re.fullmatch("[HP][0-9]{11}", code):
        raise CodeMisshapen(number=code[:20])
    if len(prefix(area)) != COUNTY_DIGITS:
        raise AreaNotCounty
    if code[1:7] != area:
        raise CodeUnlikeArea(number=code, area=area)


@carries("physician_services_in_agreement")
def refuse_unlike_kind(kind: InstitutionKind, physician_services: bool) -> None:
    """A hospital's agreement covers its responsible physicians' service, a pharmacy's cannot.

    Raises PhysicianServicesMissing, NoPhysiciansInPharmacy.
    """
    if kind is InstitutionKind.HOSPITAL and not physician_services:
        raise PhysicianServicesMissing
    if kind is InstitutionKind.PHARMACY and physician_services:
        raise NoPhysiciansInPharmacy


def refuse_retroactive_stop(last_day: date, decided_on: date) -> None:
    """A stop takes effect at once at the earliest: yesterday is the first possible last day. Raises StopRetroactive."""
    earliest = decided_on - timedelta(days=1)
    if last_day < earliest:
        raise StopRetroactive(earliest=earliest)
