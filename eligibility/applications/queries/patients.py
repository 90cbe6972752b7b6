"""Insured persons as somebody's patients: whose they are to see."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from eligibility.applications.models import TreatmentApplication
from eligibility.entitlements.models import Entitlement
from eligibility.people.models import Enrolment, InsuredPerson
from eligibility.people.queries.scope import BY_INSURED_AREA, posts_of
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
        own_applications = TreatmentApplication.objects.filter(physician__account=user, person=OuterRef("pk"))
        entitlements_here = Entitlement.objects.filter(hospital__in=posts_of(user), person=OuterRef("pk"))
        return Q(Exists(own_applications)) | Q(Exists(entitlements_here))
    if user.role == Role.INSURANCE_OFFICE:
        applications_here = TreatmentApplication.objects.filter(
            physician__hospital__in=posts_of(user), person=OuterRef("pk")
        )
        return Q(Exists(applications_here))
    return None
