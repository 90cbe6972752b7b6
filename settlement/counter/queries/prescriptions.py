"""Prescriptions as the one who dispenses them sees them."""

from datetime import date, datetime
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from msgspec import Struct

from eligibility.people.queries.persons import meant
from eligibility.prescriptions.models import Prescription, PrescriptionLine
from eligibility.prescriptions.words import CareSetting, PrescriptionState
from kit.errors import NotFound
from kit.fields import lookup_hash
from kit.period import Period
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


class Place(Struct, frozen=True):
    """An institution that the patient chose, and its telephone."""

    name: str
    phone: str


class Dispensable(Struct, frozen=True):
    """A prescription on one day. `usable` says that it is valid that day and something of it is left; `here` that this
    institution may dispense it, `places` where its patient chose to buy."""

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
    here: bool
    places: tuple[Place, ...]

    @property
    def period(self) -> Period:
        """The days on which it is valid."""
        return Period(self.first_day, self.last_day)

    @property
    def is_begun(self) -> bool:
        """Whether a part of it was sold, and a part is left."""
        return any(line.left < line.quantity for line in self.lines)


MOST_SHOWN = 50


def dispensable(*, rxno: str, institution: str, on: date, person: str = "") -> Dispensable:
    """What this institution may dispense: prescribed by it, or for a patient who chose it; an inpatient's only by
    the hospital of the stay. Of a patient who is named, also what she chose to buy elsewhere: the counter asks why.
    Raises NotFound."""
    hers = Q(person=person, setting=CareSetting.OUTPATIENT)
    prescription = _rows(_of(institution) | hers).filter(pk=rxno).first()
    if prescription is None:
        raise NotFound
    return _dispensable(prescription, on, institution)


def open_to(*, person: Question, institution: str, on: date) -> tuple[Dispensable, ...]:
    """What this institution may dispense today to a person who is present, the newest first; nothing for a person
    whom nobody knows. An institution that does not serve today is told nothing of anybody. Raises NotServing."""
    if not designated_on(on).filter(pk=institution).exists():
        raise NotServing
    of_person = Q(person=person.person) if person.person else Q(person__identity_hash=person.identity_hash)
    return _open(_rows(_of(institution) & of_person), institution, on)


def open_of(*, person: str, institution: str, on: date, rxno: str = "") -> tuple[Dispensable, ...]:
    """The open prescriptions of a person, named by number or identity number, wherever she chose to buy; or one of
    them, by its own number."""
    hers = Q(person=person) | Q(person__identity_hash=lookup_hash(person))
    rows = _rows(hers & (_of(institution) | Q(setting=CareSetting.OUTPATIENT)))
    return _open(rows.filter(pk=rxno) if rxno else rows, institution, on)


def open_by_name(*, name: str, institution: str, on: date) -> tuple[Dispensable, ...]:
    """What this institution may dispense today to people of this name; of less than two characters nothing."""
    return _open(_rows(_of(institution) & meant(name, "person__")), institution, on)


def waiting(*, institution: str, on: date, most: int = MOST_SHOWN) -> tuple[Dispensable, ...]:
    """The open prescriptions that the institution may dispense that day, those that end first, as many as are shown."""
    rows = _unsold(_rows(_of(institution)), on).order_by("last_day", "pk")[:most]
    return tuple(_dispensable(prescription, on, institution) for prescription in rows)


def _open(rows: QuerySet[Prescription], institution: str, on: date) -> tuple[Dispensable, ...]:
    newest = _unsold(rows, on).order_by("-issued_on", "-pk")[:MOST_SHOWN]
    return tuple(_dispensable(prescription, on, institution) for prescription in newest)


def _unsold(rows: QuerySet[Prescription], on: date) -> QuerySet[Prescription]:
    """Those of them that are valid on the day, with something left."""
    unsold = PrescriptionLine.objects.filter(prescription=OuterRef("pk"), dispensed__lt=F("quantity"))
    return rows.filter(Exists(unsold), period__contains=on, withdrawn_at=None, paper=None)


def _of(institution: str) -> Q:
    institution_of_right = Q(entitlement__pharmacy=institution) | Q(entitlement__hospital=institution)
    return institution_of_right & Q(setting=CareSetting.OUTPATIENT) | Q(hospital=institution)


def _rows(condition: Q) -> QuerySet[Prescription]:
    """The prescriptions with everything that is shown of them."""
    lines = PrescriptionLine.objects.select_related("product__drug", "product__manufacturer").order_by("position")
    relations = ("person", "hospital", "entitlement__pharmacy", "entitlement__hospital")
    return Prescription.objects.filter(condition).select_related(*relations).prefetch_related(Prefetch("lines", lines))


def _dispensable(prescription: Prescription, on: date, institution: str) -> Dispensable:
    right = prescription.entitlement if prescription.setting == CareSetting.OUTPATIENT else None
    choice = [place for place in (right.pharmacy, right.hospital) if place] if right else [prescription.hospital]
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
        here=institution in {place.pk for place in (*choice, prescription.hospital)},
        places=tuple(Place(place.name, place.phone) for place in dict.fromkeys(choice)),
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
