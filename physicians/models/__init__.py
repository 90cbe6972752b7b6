"""Nouns of the registry."""

from physicians.models.institutions import (
    Agreement,
    ApiClient,
    Institution,
    InstitutionKind,
    InstitutionStaff,
    InstitutionSuspension,
)
from physicians.models.physicians import PhysicianState, Publication, ResponsiblePhysician, Title

__all__ = [
    "Agreement",
    "ApiClient",
    "Institution",
    "InstitutionKind",
    "InstitutionStaff",
    "InstitutionSuspension",
    "PhysicianState",
    "Publication",
    "ResponsiblePhysician",
    "Title",
]
