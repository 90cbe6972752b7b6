"""Insured persons: whose they are to see, and how one is found without a list of all."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from eligibility.applications.models import TreatmentApplication
from eligibility.entitlements.models import Entitlement
from eligibility.people.models import Enrolment, InsuredPerson
from eligibility.people.queries.scope import BY_INSURED_AREA, posts_of
from kit.fields import lookup_hash
from province.staff.models import Account
from province.staff.queries import within_area_of
from province.staff.words import Role


def visible_to(user: Account) -> QuerySet[InsuredPerson]:
    """Agencies see who is or was insured in their area; physicians and hospitals see their own patients."""
    people = InsuredPerson.objects.all()
    if user.role in BY_INSURED_AREA:
        return people.filter(Exists(Enrolment.objects.filter(within_area_of(user), person=OuterRef("pk"))))
    mine = _patients_of(user)
    return people.none() if mine is None else people.filter(mine)


def _patients_of(user: Account) -> Q | None:
    if user.role == Role.PHYSICIAN:
        applied = TreatmentApplication.objects.filter(physician__account=user, person=OuterRef("pk"))
        granted = Entitlement.objects.filter(hospital__in=posts_of(user), person=OuterRef("pk"))
        return Q(Exists(applied)) | Q(Exists(granted))
    if user.role == Role.INSURANCE_OFFICE:
        sent = TreatmentApplication.objects.filter(physician__hospital__in=posts_of(user), person=OuterRef("pk"))
        return Q(Exists(sent))
    return None


def found_exactly(number: str) -> InsuredPerson | None:
    """The one person with exactly this personal number or identity number; nothing is guessed or listed.

    A physician finds a new patient so, and nobody else's.
    """
    wanted = number.strip()
    if not wanted:
        return None
    return InsuredPerson.objects.filter(Q(psn_no=wanted) | Q(identity_hash=lookup_hash(wanted.upper()))).first()


def enrolment_on(person: InsuredPerson, day: date) -> Enrolment | None:
    """Where and in which scheme the person is insured on the day."""
    return person.enrolments.filter(period__contains=day).select_related("area").first()


def benefits_held_on(person: InsuredPerson, day: date) -> bool:
    return person.holds.filter(period__contains=day).exists()
