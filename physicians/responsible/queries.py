"""Responsible physicians: on the list on a day, for a field, waiting for somebody."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from acts.demands import carries
from catalog.fields.models import TherapeuticField
from kit.life_cycle import Transition
from kit.pinyin import as_typed
from physicians.institutions.models import Institution
from physicians.institutions.queries import institution_of
from physicians.responsible.cycle import PHYSICIAN
from physicians.responsible.models import Publication, ResponsiblePhysician
from physicians.responsible.policy import PhysicianList
from physicians.responsible.words import PhysicianState
from province.areas.rules import pooling_area
from province.calendar.queries import deadline
from province.calendar.rules.workdays import Deadline
from province.law.queries.policy import current_policy, cycle_in_use
from province.staff.models import Account
from province.staff.queries import within_area_of
from province.staff.words import Role

# Whom an act may ask to take the city's steps; a county has the same roles.
LOCAL_ROLES = frozenset({Role.CLERK, Role.REVIEWER, Role.SUPERVISOR, Role.LOCAL_DEPARTMENT})
ON_THE_WAY = (PhysicianState.NOMINATED, PhysicianState.RETURNED, PhysicianState.REVIEWED, PhysicianState.RECORDED)


def visible_to(user: Account) -> QuerySet[ResponsiblePhysician]:
    """Officials see those of their area's hospitals, a hospital its own, a physician himself."""
    rows = ResponsiblePhysician.objects.select_related("hospital__area")
    if user.role == Role.PHYSICIAN:
        return rows.filter(account=user)
    if user.role == Role.INSURANCE_OFFICE:
        return rows.filter(hospital=institution_of(user))
    return rows.filter(within_area_of(user, "hospital__area"))


def named_like(words: str) -> Q:
    """Physicians whose name holds the words, is read or begins letter by letter so, or of exactly this code."""
    typed = as_typed(words)
    return Q(name__contains=words.strip()) | Q(name_words__contains=[typed]) | Q(code=typed.upper())


@carries("recognised_everywhere")
def published_on(day: date) -> QuerySet[ResponsiblePhysician]:
    """Physicians on the province's list on the day, recognised everywhere."""
    publication = Publication.objects.filter(physician=OuterRef("pk"), period__contains=day)
    return ResponsiblePhysician.objects.filter(Exists(publication)).select_related("hospital__area__parent")


def physician_published_on(physician: ResponsiblePhysician, day: date) -> bool:
    return published_on(day).filter(pk=physician.pk).exists()


def for_field(field: TherapeuticField, day: date) -> QuerySet[ResponsiblePhysician]:
    """Published physicians of one field of treatment, at any hospital of the province (decision 15)."""
    return published_on(day).filter(treatment_fields=field)


def physician_of(user: Account) -> ResponsiblePhysician | None:
    """The physician behind an account."""
    return ResponsiblePhysician.objects.filter(account=user).select_related("hospital__area").first()


def steps_of(user: Account, state: str) -> list[Transition]:
    """What the account may do with a physician in this state; a county decides about none."""
    is_of_city = user.area_id is not None and user.area_id == pooling_area(user.area_id)
    if user.role in LOCAL_ROLES and not is_of_city:
        return []
    return cycle_in_use(PHYSICIAN).steps_for(state, user.role)


def awaiting(user: Account) -> QuerySet[ResponsiblePhysician]:
    """Physicians whose next step is this account's: nominated for the city, passed for the province, returned."""
    forward = {state for state in ON_THE_WAY if steps_of(user, state)}
    return visible_to(user).filter(state__in=forward).order_by("code")


@carries("list_filing_clock")
def filing_deadline(physician: ResponsiblePhysician) -> Deadline | None:
    """By when the city owes the province this confirmed physician; None where no term runs."""
    days = current_policy()[PhysicianList].filing_working_days
    if physician.state != PhysicianState.NOMINATED or not days.applies:
        return None
    return deadline(physician.nominated_on, days.on(physician.nominated_on))


def eligible_accounts(hospital: Institution) -> QuerySet[Account]:
    """Physicians' accounts of a hospital that belong to no responsible physician yet."""
    return Account.objects.filter(role=Role.PHYSICIAN, post__institution=hospital, physician=None).order_by("username")


def specialties() -> list[str]:
    """Every specialty that some field of treatment relates to."""
    lists = TherapeuticField.objects.values_list("specialties", flat=True)
    return sorted({specialty for names in lists for specialty in names})
