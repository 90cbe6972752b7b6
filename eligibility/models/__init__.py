"""Nouns of eligibility."""

from eligibility.models.applications import (
    CLOCK_RUNS,
    DECIDED,
    ApplicationKind,
    ApplicationState,
    ExpertOpinion,
    Material,
    MaterialKind,
    SignedBy,
    TreatmentApplication,
)
from eligibility.models.entitlements import (
    ConfirmedManufacturer,
    EndCause,
    Entitlement,
    Suspension,
    SuspensionCause,
)
from eligibility.models.persons import (
    AssistanceCategory,
    AssistanceRecognition,
    BenefitHold,
    Enrolment,
    InsuranceType,
    InsuredPerson,
    Sex,
)
from eligibility.models.prescriptions import Prescription, PrescriptionKind, PrescriptionLine, Setting

__all__ = [
    "CLOCK_RUNS",
    "DECIDED",
    "ApplicationKind",
    "ApplicationState",
    "AssistanceCategory",
    "AssistanceRecognition",
    "BenefitHold",
    "ConfirmedManufacturer",
    "EndCause",
    "Enrolment",
    "Entitlement",
    "ExpertOpinion",
    "InsuranceType",
    "InsuredPerson",
    "Material",
    "MaterialKind",
    "Prescription",
    "PrescriptionKind",
    "PrescriptionLine",
    "Setting",
    "Sex",
    "SignedBy",
    "Suspension",
    "SuspensionCause",
    "TreatmentApplication",
]
