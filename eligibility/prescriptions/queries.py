"""Prescriptions: whose they are to see, and whether a signature holds."""

from datetime import date
from pathlib import Path

from django.conf import settings
from django.db.models import Q, QuerySet

from eligibility.people.queries.scope import BY_INSURED_AREA, posts_of
from eligibility.prescriptions.models import Prescription
from eligibility.prescriptions.rules.signing import ProvinceSigner, Signer
from province.areas.queries.scope import NOTHING
from province.staff.models import Account
from province.staff.queries import within_area_of
from province.staff.words import Role


def visible_to(user: Account) -> QuerySet[Prescription]:
    """Agencies see their insured area's, hospitals and physicians their own, pharmacies what they may dispense."""
    return Prescription.objects.filter(_scope(user))


def _scope(user: Account) -> Q:
    if user.role in BY_INSURED_AREA:
        return within_area_of(user, "entitlement__insured_area")
    if user.role == Role.INSURANCE_OFFICE:
        return Q(hospital__in=posts_of(user))
    if user.role == Role.PHYSICIAN:
        return Q(physician__account=user)
    if user.role == Role.PHARMACIST:
        return Q(entitlement__pharmacy__in=posts_of(user))
    return NOTHING


def for_lists(rows: QuerySet[Prescription]) -> QuerySet[Prescription]:
    """With everything that a line of a list shows."""
    return rows.select_related("person", "physician", "hospital", "entitlement__drug").prefetch_related("lines")


def for_page(rows: QuerySet[Prescription]) -> QuerySet[Prescription]:
    """With everything that the page of one prescription shows."""
    return for_lists(rows).prefetch_related("lines__product__drug", "lines__product__manufacturer")


def open_on(day: date, rows: QuerySet[Prescription]) -> QuerySet[Prescription]:
    """Valid on the day and not withdrawn."""
    return rows.filter(period__contains=day, withdrawn_at=None)


def signer() -> Signer:
    """The signer in use; another scheme takes its place here."""
    return ProvinceSigner(settings.PRESCRIPTION_KEY, Path(settings.PROVINCE).name)


def signer_of(prescription: Prescription) -> str:
    """In whose name a prescription is signed: the responsible physician's, where none prescribed the hospital's."""
    return prescription.physician_id or prescription.hospital_id


def signature_holds(prescription: Prescription) -> bool:
    """Whether the stored content is what was signed."""
    return signer().verify(signer_of(prescription), prescription.content, prescription.signature)
