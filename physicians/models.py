"""Every model of the floor, for Django to find. Nobody else imports from here."""

from physicians.agreements.models import Agreement
from physicians.clients.models import ApiClient
from physicians.institutions.models import Institution, InstitutionStaff, InstitutionSuspension
from physicians.responsible.models import Publication, ResponsiblePhysician

__all__ = [
    "Agreement",
    "ApiClient",
    "Institution",
    "InstitutionStaff",
    "InstitutionSuspension",
    "Publication",
    "ResponsiblePhysician",
]
