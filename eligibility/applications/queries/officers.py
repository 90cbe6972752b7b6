"""Who may have a case in hand."""

from django.db.models import QuerySet

from eligibility.applications.models import TreatmentApplication
from eligibility.applications.queries.applications import STATES_OF_OFFICERS, visible_to
from province.staff.models import Account
from province.staff.queries import within_area_of
from province.staff.words import Role


def officers_near(user: Account, *states: str) -> QuerySet[Account]:
    """Return whoever works on cases of these states in the account's area, by name."""
    roles = [role for role, theirs in STATES_OF_OFFICERS.items() if {*states} & {*theirs}]
    return Account.objects.filter(within_area_of(user), role__in=roles, is_active=True).order_by("name", "pk")


def can_take(officer: Account, case: TreatmentApplication) -> bool:
    """Say whether an officer works on such cases, and on this one's area."""
    states = STATES_OF_OFFICERS.get(Role(officer.role), ())
    return officer.is_active and case.state in states and visible_to(officer).filter(pk=case.pk).exists()
