"""Prescriptions as the one who dispenses them sees them."""

from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q
from msgspec import Struct

from eligibility.prescriptions.models import Prescription, PrescriptionLine
from eligibility.prescriptions.words import CareSetting, PrescriptionState
from kit.errors import NotFound


class DispensableLine(Struct, frozen=True):
    """One product ordered, in packs, and what of it is still to be dispensed."""

    position: int
    product: str
    generic_name: str
    specification: str
    manufacturer: str
    quantity: Decimal
    left: Decimal
    supply_days: int
    usage: str


class Dispensable(Struct, frozen=True):
    """A prescription on one day. `usable` says that it is valid that day and something of it is left."""

    rxno: str
    setting: str
    person: str
    person_name: str
    hospital: str
    clinician: str
    diagnosis_code: str
    diagnosis: str
    issued_on: date
    first_day: date
    last_day: date
    withdrawn_at: datetime | None
    state: PrescriptionState
    usable: bool
    lines: tuple[DispensableLine, ...]


def dispensable(*, rxno: str, institution: str, on: date) -> Dispensable:
    """What this institution may dispense: prescribed by it, or for a patient who chose it; an inpatient's only by
    the hospital of the stay. Raises NotFound."""
    institution_of_right = Q(entitlement__pharmacy=institution) | Q(entitlement__hospital=institution)
    mine = Prescription.objects.filter(
        institution_of_right & Q(setting=CareSetting.OUTPATIENT) | Q(hospital=institution), pk=rxno
    )
    relations = ("lines__product__drug", "lines__product__manufacturer")
    prescription = mine.select_related("person", "hospital").prefetch_related(*relations).first()
    if prescription is None:
        raise NotFound
    return _dispensable(prescription, tuple(_line(line) for line in prescription.lines.all()), on)


def _dispensable(prescription: Prescription, lines: tuple[DispensableLine, ...], on: date) -> Dispensable:
    state = prescription.state_on(on)
    return Dispensable(
        rxno=prescription.pk,
        setting=prescription.setting,
        person=prescription.person_id,
        person_name=prescription.person.name,
        hospital=prescription.hospital.name,
        clinician=prescription.clinician_name,
        diagnosis_code=prescription.diagnosis_code,
        diagnosis=prescription.diagnosis,
        issued_on=prescription.issued_on,
        first_day=prescription.first_day,
        last_day=prescription.last_day,
        withdrawn_at=prescription.withdrawn_at,
        state=state,
        usable=state is PrescriptionState.VALID,
        lines=lines,
    )


def _line(line: PrescriptionLine) -> DispensableLine:
    return DispensableLine(
        position=line.position,
        product=line.product_id,
        generic_name=line.product.drug.generic_name,
        specification=line.product.specification,
        manufacturer=line.product.manufacturer.name,
        quantity=line.quantity,
        left=line.left,
        supply_days=line.supply_days,
        usage=line.usage,
    )
