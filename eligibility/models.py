"""Every model of the floor, for Django to find. Nobody else imports from here."""

from eligibility.applications.models import AskedExpert, ExpertOpinion, Material, TreatmentApplication
from eligibility.entitlements.models import ConfirmedManufacturer, Entitlement, ManufacturerFinding, Suspension
from eligibility.people.models import AssistanceRecognition, BenefitHold, Enrolment, InsuredPerson
from eligibility.prescriptions.models import PaperPrescription, Prescription, PrescriptionLine
from eligibility.serials.models import Serial

__all__ = [
    "AskedExpert",
    "AssistanceRecognition",
    "BenefitHold",
    "ConfirmedManufacturer",
    "Enrolment",
    "Entitlement",
    "ExpertOpinion",
    "InsuredPerson",
    "ManufacturerFinding",
    "Material",
    "PaperPrescription",
    "Prescription",
    "PrescriptionLine",
    "Serial",
    "Suspension",
    "TreatmentApplication",
]
