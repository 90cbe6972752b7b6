"""Prescriptions: whose they are to see, and whether a signature holds."""

from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Q, QuerySet

from eligibility.entitlements.models import Entitlement
from eligibility.people.models import InsuredPerson
from eligibility.people.queries.scope import BY_INSURED_AREA, posts_of
from eligibility.prescriptions.models import Prescription, PrescriptionLine
from eligibility.prescriptions.rules.signing import ProvinceSigner, Signer
from eligibility.prescriptions.rules.supply import Supply
from province.areas.queries.scope import NOTHING
from province.staff.models import Account
from province.staff.queries import within_area_of
from province.staff.words import Role

# No supply reaches further: what was prescribed before is used up.
LOOKED_BACK = timedelta(days=400)


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
    return rows.select_related("person", "physician", "hospital", "entitlement__drug", "paper").prefetch_related(
        "lines"
    )


def for_page(rows: QuerySet[Prescription]) -> QuerySet[Prescription]:
    """With everything that the page of one prescription shows."""
    return for_lists(rows).prefetch_related("lines__product__drug", "lines__product__manufacturer")


def open_on(day: date, rows: QuerySet[Prescription]) -> QuerySet[Prescription]:
    """To be dispensed on the day: valid, not withdrawn, and no record of what was written on paper before."""
    return rows.filter(period__contains=day, withdrawn_at=None, paper=None)


def supplies_of(person: InsuredPerson, drug: int, day: date) -> tuple[Supply, ...]:
    """What prescriptions of the drug gave the person: what was bought, and what she may still buy on the day.

    Products of one prescription are taken side by side: the one that lasts longest counts. What was recorded from
    paper was bought on its day, outside the counter.
    """
    lines = PrescriptionLine.objects.filter(
        prescription__person=person, prescription__issued_on__gt=day - LOOKED_BACK, product__drug=drug
    ).select_related("prescription")
    supplies: dict[str, Supply] = {}
    for line in lines:
        sheet = line.prescription
        is_open = sheet.period.contains(day) or sheet.paper_id is not None
        packs = line.quantity if is_open and sheet.withdrawn_at is None else line.dispensed
        days = line.supply_days * packs / line.quantity
        if days and days > (supplies[sheet.rxno].days if sheet.rxno in supplies else 0):
            supplies[sheet.rxno] = Supply(line.dispensed_on or sheet.issued_on, days)
    return tuple(supplies.values())


def bought_last(person: InsuredPerson, drug: int) -> PrescriptionLine | None:
    """What the person bought last of the drug."""
    lines = PrescriptionLine.objects.filter(prescription__person=person, product__drug=drug, dispensed__gt=0)
    return lines.select_related("product").order_by("-dispensed_on", "-pk").first()


def paper_days(entitlement: Entitlement) -> frozenset[date]:
    """The days of which a prescription on paper is on record."""
    rows = Prescription.objects.filter(entitlement=entitlement, paper__isnull=False, withdrawn_at=None)
    return frozenset(rows.values_list("issued_on", flat=True))


def last_line(entitlement: Entitlement) -> PrescriptionLine | None:
    """What was prescribed last for the entitlement: most prescriptions repeat it."""
    lines = PrescriptionLine.objects.filter(prescription__entitlement=entitlement, prescription__withdrawn_at=None)
    return lines.order_by("-prescription__rxno", "position").first()


def signer() -> Signer:
    """The signer in use; another scheme takes its place here."""
    return ProvinceSigner(settings.PRESCRIPTION_KEY, Path(settings.PROVINCE).name)


def signer_of(prescription: Prescription) -> str:
    """In whose name a prescription is signed: the responsible physician's, where none prescribed the hospital's."""
    return prescription.physician_id or prescription.hospital_id


def signature_holds(prescription: Prescription) -> bool:
    """Whether the stored content is what was signed."""
    return signer().verify(signer_of(prescription), prescription.content, prescription.signature)
