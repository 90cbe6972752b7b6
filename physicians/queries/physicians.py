"""Responsible physicians: on the list on a day, for a field, waiting for somebody."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from catalog.models import TherapeuticField
from physicians.models import PhysicianState, Publication, ResponsiblePhysician
from physicians.queries.institutions import institution_of
from physicians.states import LIFE_CYCLES
from province.models import Account, Role
from province.queries.policy import current_policy
from province.queries.scope import within_area_of
from province.rules.life_cycle import LifeCycle
from province.rules.register import carries


def life_cycle(day: date) -> LifeCycle:
    """The table that the province's policy picks on the day."""
    return LIFE_CYCLES[current_policy().physician_listing.on(day)]


def visible_to(user: Account) -> QuerySet[ResponsiblePhysician]:
    """Officials see those of their area's hospitals, a hospital its own, a physician himself."""
    rows = ResponsiblePhysician.objects.select_related("hospital__area")
    if user.role == Role.PHYSICIAN:
        return rows.filter(account=user)
    if user.role == Role.INSURANCE_OFFICE:
        return rows.filter(hospital=institution_of(user))
    return rows.filter(within_area_of(user, "hospital__area"))


@carries("HN-21.5", "JS-6.2")
def published_on(day: date) -> QuerySet[ResponsiblePhysician]:
    """Physicians on the province's list on the day, recognised everywhere. Source: HN-21.5."""
    shown = Publication.objects.filter(physician=OuterRef("pk"), period__contains=day)
    return ResponsiblePhysician.objects.filter(Exists(shown)).select_related("hospital__area__parent")


def physician_published_on(physician: ResponsiblePhysician, day: date) -> bool:
    return published_on(day).filter(pk=physician.pk).exists()


def for_field(field: TherapeuticField, day: date) -> QuerySet[ResponsiblePhysician]:
    """Published physicians of one field of treatment, at any hospital of the province (decision 15)."""
    return published_on(day).filter(treatment_fields=field)


def treats(physician: ResponsiblePhysician, field: TherapeuticField, day: date) -> bool:
    return for_field(field, day).filter(pk=physician.pk).exists()


def physician_of(user: Account) -> ResponsiblePhysician | None:
    """The physician behind an account."""
    return ResponsiblePhysician.objects.filter(account=user).select_related("hospital__area").first()


def awaiting(user: Account, day: date) -> QuerySet[ResponsiblePhysician]:
    """Physicians whose next step is this account's: nominated for the city, passed for the province, returned."""
    forward = [t for t in life_cycle(day).transitions if t.verb in ("nominate", "review", "record", "publish")]
    mine = {state for t in forward if user.role in t.roles for state in t.sources}
    return visible_to(user).filter(state__in=mine - {PhysicianState.SUSPENDED})
