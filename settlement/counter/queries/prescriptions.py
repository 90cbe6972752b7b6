"""Prescriptions as the one who dispenses them sees them."""

from datetime import date, datetime
from decimal import Decimal

from django.db.models import F, Prefetch, Q, QuerySet
from msgspec import Struct

from eligibility.prescriptions.models import Prescription, PrescriptionLine
from eligibility.prescriptions.words import CareSetting, PrescriptionState
from kit.errors import NotFound
from physicians.agreements.queries import designated_on
from settlement.counter.errors import NotServing
from settlement.counter.rules.orders import Question


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


MOST_SHOWN = 50


def dispensable(*, rxno: str, institution: str, on: date) -> Dispensable:
    """What this institution may dispense: prescribed by it, or for a patient who chose it; an inpatient's only by
    the hospital of the stay. Raises NotFound."""
    prescription = _of(institution).filter(pk=rxno).first()
    if prescription is None:
        raise NotFound
    return _dispensable(prescription, on)


def open_to(*, person: Question, institution: str, on: date) -> tuple[Dispensable, ...]:
    """What this institution may dispense today to a person who is present, the newest first; nothing for a person
    whom nobody knows. An institution that does not serve today is told nothing of anybody. Raises NotServing."""
    if not designated_on(on).filter(pk=institution).exists():
        raise NotServing
    of_person = Q(person=person.person) if person.person else Q(person__identity_hash=person.identity_hash)
    rows = _of(institution).filter(of_person, period__contains=on, withdrawn_at=None)
    open_rows = rows.filter(lines__quantity__gt=F("lines__dispensed")).distinct().order_by("-issued_on", "-pk")
    return tuple(_dispensable(prescription, on) for prescription in open_rows[:MOST_SHOWN])


def _of(institution: str) -> QuerySet[Prescription]:
    lines = PrescriptionLine.objects.select_related("product__drug", "product__manufacturer").order_by("position")
    institution_of_right = Q(entitlement__pharmacy=institution) | Q(entitlement__hospital=institution)
    mine = institution_of_right & Q(setting=CareSetting.OUTPATIENT) | Q(hospital=institution)
    rows = Prescription.objects.filter(mine).select_related("person", "hospital")
    return rows.prefetch_related(Prefetch("lines", lines))


def _dispensable(prescription: Prescription, on: date) -> Dispensable:
    lines = tuple(_line(line) for line in prescription.lines.all())
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
