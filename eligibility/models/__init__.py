"""Nouns of eligibility."""

from eligibility.models.applications import (
    CLOCK_RUNS,
    DECIDED,
    ENDED,
    ApplicationKind,
    ApplicationState,
    DenialReason,
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
    EntitlementState,
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
from eligibility.models.serials import Serial

__all__ = [
    "CLOCK_RUNS",
    "DECIDED",
    "ENDED",
    "ApplicationKind",
    "ApplicationState",
    "AssistanceCategory",
    "AssistanceRecognition",
    "BenefitHold",
    "ConfirmedManufacturer",
    "DenialReason",
    "EndCause",
    "Enrolment",
    "Entitlement",
    "EntitlementState",
    "ExpertOpinion",
    "InsuranceType",
    "InsuredPerson",
    "Material",
    "MaterialKind",
    "Prescription",
    "PrescriptionKind",
    "PrescriptionLine",
    "Serial",
    "Setting",
    "Sex",
    "SignedBy",
    "Suspension",
    "SuspensionCause",
    "TreatmentApplication",
]
