"""Findings of responsible physicians that their hospital has not answered yet."""

from django.db.models import QuerySet

from eligibility.entitlements.models import ManufacturerFinding
from eligibility.people.queries.scope import posts_of
from province.staff.models import Account
from province.staff.words import Role


def open_findings(user: Account) -> QuerySet[ManufacturerFinding]:
    """What waits for the account's own hospital; nothing for anybody else."""
    rows = ManufacturerFinding.objects.filter(answered_on=None, physician__hospital__in=posts_of(user))
    return rows if user.role == Role.INSURANCE_OFFICE else rows.none()


def for_lists(rows: QuerySet[ManufacturerFinding]) -> QuerySet[ManufacturerFinding]:
    """With everything that a line of a list shows."""
    return rows.select_related("entitlement__person", "product__drug", "product__manufacturer", "physician")
