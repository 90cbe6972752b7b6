"""Who files applications."""

from eligibility.applications.errors import NotAResponsiblePhysician
from physicians.responsible.models import ResponsiblePhysician
from physicians.responsible.queries import physician_of
from province.staff.models import Account


def own_physician(account: Account) -> ResponsiblePhysician:
    """Return the responsible physician that an account is. Raises NotAResponsiblePhysician."""
    physician = physician_of(account)
    if physician is None:
        raise NotAResponsiblePhysician
    return physician
