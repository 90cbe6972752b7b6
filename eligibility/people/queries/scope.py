"""Whose things an account sees, where it follows from the account and not from the thing."""

from collections.abc import Mapping

from django.db.models import QuerySet

from physicians.institutions.models import InstitutionStaff
from province.staff.models import Account
from province.staff.words import Role

# Officials who see what belongs to their area, by the area in which a person is insured.
BY_INSURED_AREA = {
    Role.CLERK,
    Role.REVIEWER,
    Role.SUPERVISOR,
    Role.LOCAL_DEPARTMENT,
    Role.PROVINCIAL_AGENCY,
    Role.AUDITOR,
}


def posts_of(user: Account) -> QuerySet[InstitutionStaff, Mapping[str, object]]:
    """The institution an account works for; as a subquery, since a join would repeat rows for every colleague."""
    return InstitutionStaff.objects.filter(account=user).values("institution")
