"""The verbs of prescriptions: issued once, signed, withdrawn as far as they are not settled."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from acts.citations import is_absent
from acts.demands import carries
from acts.rules import obey
from catalog.products.models import Product
from eligibility.applications.actions.materials import keep
from eligibility.applications.errors import NotAResponsiblePhysician
from eligibility.applications.rules.documents import read_paper
from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.queries.facts import of_entitlement
from eligibility.people.models import InsuredPerson
from eligibility.people.queries.facts import of_drug, of_physician, of_product
from eligibility.prescriptions.announcements import SupplyBroughtForward
from eligibility.prescriptions.deeds import ISSUE, RECORD_EARLIER, WITHDRAW
from eligibility.prescriptions.errors import PrescribedMeanwhile, PrescriptionTakenBack, PrescriptionUsed
from eligibility.prescriptions.models import PaperPrescription, Prescription, PrescriptionLine
from eligibility.prescriptions.policy import Prescribing
from eligibility.prescriptions.queries import paper_days, signer, signer_of, supplies_of, visible_to
from eligibility.prescriptions.rules.issuing import ISSUING, LineFacts, NotTooMuchInHand, PaperFacts, PrescriptionFacts
from eligibility.prescriptions.rules.recording import RECORDING
from eligibility.prescriptions.rules.signing import Content, ContentLine, canonical, written_quantity
from eligibility.prescriptions.rules.supply import Regimen, Supply, days_in_hand, days_of, most_in_hand
from eligibility.prescriptions.words import CareSetting, EarlyReason, PrescriptionKind
from eligibility.serials.actions import next_number
from kit.action import action
from kit.errors import NotFound
from kit.locks import lock_rows
from kit.period import Period
from kit.templatetags.words import moment
from physicians.institutions.models import Institution
from physicians.responsible.models import ResponsiblePhysician
from physicians.responsible.queries import physician_of
from province.events.actions.recording import record
from province.events.announcements import announce
from province.law.queries.policy import current_policy
from province.staff.models import Account


@dataclass(frozen=True, kw_only=True)
class Line:
    """One product ordered: packs, how it is taken, and how that is said to the patient."""

    product: Product
    quantity: Decimal
    regimen: Regimen
    usage: str

    @property
    def supply_days(self) -> int:
        """Whole days that the packs last."""
        return days_of(self.quantity, self.product.units_per_pack, self.regimen)


@dataclass(frozen=True, kw_only=True)
class Order:
    """What a prescriber orders. `valid_days` are the act's unless he says otherwise; `seen` is how many
    prescriptions of the entitlement there were when he began to write, None where nobody looked."""

    lines: Sequence[Line]
    diagnosis_code: str
    diagnosis: str
    long_term: bool = False
    valid_days: int | None = None
    identity_checked: bool = False
    early_reason: EarlyReason | Literal[""] = ""
    assessment: str = ""
    patient_signed: bool = False
    seen: int | None = None


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A prescription on paper: its day, and the picture or PDF of it as it was handed in."""

    written_on: date
    content: bytes
    name: str


@action
@carries("prescription.issue")
def issue(*, entitlement: Entitlement, order: Order, by: Account, on: date) -> Prescription:
    """A responsible physician prescribes for an entitlement: numbered, signed, valid from the day.

    Raises NotAResponsiblePhysician, NotFound, PrescribedMeanwhile, Refused, ConstraintBroken.
    """
    physician = physician_of(by)
    if physician is None:
        raise NotAResponsiblePhysician
    right = _entitlement(entitlement)
    if order.seen is not None and right.prescriptions.count() != order.seen:
        raise PrescribedMeanwhile
    facts = _facts(order, on, inpatient=False, physician=physician, entitlement=right)
    obey(ISSUING, facts, current_policy())
    prescription = _new_prescription(
        order, on, person=right.person, hospital=physician.hospital, clinician=physician.name
    )
    prescription.entitlement, prescription.physician = right, physician
    _issue(prescription, order)
    record(ISSUE, prescription, by=by, on=on)
    _tell_of_early(prescription, facts, by, on)
    return prescription


@action
@carries("prescription.record_earlier")
def record_earlier(*, entitlement: Entitlement, order: Order, sheet: Sheet, by: Account, on: date) -> Prescription:
    """Record what a responsible physician wrote on paper between application and decision, by himself.

    It is evidence of what was bought then and counts as supply of its day; it is paid by hand, never at the counter.
    Raises NotAResponsiblePhysician, NotFound, Refused, the File errors, ConstraintBroken.
    """
    physician, paper = physician_of(by), read_paper(sheet.content)
    if physician is None:
        raise NotAResponsiblePhysician
    if is_absent(current_policy(), "prescription.record_earlier"):
        raise NotFound
    right, day = _entitlement(entitlement), sheet.written_on
    facts = _paper_facts(_facts(order, day, inpatient=False, physician=physician, entitlement=right), right)
    obey(RECORDING, facts, current_policy())
    prescription = _new_prescription(
        order, day, person=right.person, hospital=physician.hospital, clinician=physician.name, numbered_on=on
    )
    prescription.entitlement, prescription.physician = right, physician
    row = PaperPrescription(entitlement=right, written_on=day, recorded_on=on, added_by=by)
    prescription.paper = keep(row, paper, sheet.name)
    _issue(prescription, order)
    record(RECORD_EARLIER, prescription, by=by, on=on, after=str(day))
    _tell_of_early(prescription, facts, by, on)
    return prescription


@action
@carries("inpatient_order")
def order_for_inpatient(
    *,
    person: InsuredPerson,
    hospital: Institution,
    clinician: str,
    order: Order,
    by: Account | None,
    on: date,
    entitlement: Entitlement | None = None,
    physician: ResponsiblePhysician | None = None,
) -> Prescription:
    """A treating clinician orders for an inpatient, free from what the province frees inpatients from.

    Where it frees nobody from the responsible physician, the clinician is one: `physician`, who then signs.

    Raises Refused, ConstraintBroken.
    """
    right = _entitlement(entitlement) if entitlement else None
    obey(ISSUING, _facts(order, on, inpatient=True, physician=physician, entitlement=right), current_policy())
    prescription = _new_prescription(order, on, person=person, hospital=hospital, clinician=clinician)
    prescription.entitlement, prescription.physician = right, physician
    prescription.setting = CareSetting.INPATIENT
    _issue(prescription, order)
    record(ISSUE, prescription, by=by, on=on)
    return prescription


@action
@carries("prescription.withdraw")
def withdraw(*, prescription: Prescription, why: str, by: Account, at: datetime) -> Prescription:
    """Take a prescription back from this moment on: nothing more of it is sold, what is settled stands.

    Raises NotFound, PrescriptionTakenBack, PrescriptionUsed where nothing is left of it.
    """
    sheet = lock_rows(visible_to(by).filter(pk=prescription.pk)).first()
    if sheet is None:
        raise NotFound
    if sheet.withdrawn_at:
        raise PrescriptionTakenBack(moment=moment(sheet.withdrawn_at))
    # The counter locks the lines that it dispenses: a sale is seen here, or sees the withdrawal.
    lines = list(lock_rows(sheet.lines.all()))
    if not any(line.left for line in lines):
        raise PrescriptionUsed
    sheet.withdrawn_at = at
    sheet.save()
    is_partly_sold = any(line.dispensed for line in lines)
    record(WITHDRAW, sheet, by=by, on=at.date(), after="已结算的有效，余量停用" if is_partly_sold else "", why=why)
    return sheet


def _entitlement(entitlement: Entitlement) -> Entitlement:
    """The entitlement as it stands, held against a suspension or an end in the meantime."""
    row = lock_rows(Entitlement.objects.filter(pk=entitlement.pk)).first()
    if row is None:
        raise NotFound
    # Read only now: what is joined with a row that was waited for is as it was before, and she may have died since.
    rows = Entitlement.objects.select_related("person").prefetch_related("suspensions", "manufacturers")
    return rows.get(pk=row.pk)


def _facts(
    order: Order,
    on: date,
    *,
    inpatient: bool,
    physician: ResponsiblePhysician | None,
    entitlement: Entitlement | None,
) -> PrescriptionFacts:
    died_on = entitlement.person.died_on if entitlement else None
    return PrescriptionFacts(
        day=on,
        inpatient=inpatient,
        long_term=order.long_term,
        valid_days=_valid_days(order, on),
        diagnosis_code=order.diagnosis_code,
        lines=tuple(LineFacts(of_product(line.product, on), line.quantity, line.supply_days) for line in order.lines),
        in_hand=days_in_hand(supplies_of(entitlement.person, entitlement.drug_id, on), on) if entitlement else 0,
        early_reason=order.early_reason,
        assessment=order.assessment,
        patient_signed=order.patient_signed,
        physician=of_physician(physician) if physician else None,
        entitlement=of_entitlement(entitlement, on) if entitlement else None,
        identity_checked=order.identity_checked,
        alive=died_on is None or on <= died_on,
    )


def _paper_facts(facts: PrescriptionFacts, right: Entitlement) -> PrescriptionFacts:
    """The facts of a prescription that was written on an earlier day, beside all that was given since."""
    supplies = supplies_of(right.person, right.drug_id, facts.day)
    return replace(
        facts,
        in_hand=most_in_hand(supplies, Supply(facts.day, Decimal(facts.days))),
        paper=PaperFacts(right.application.decided_on, of_drug(right.drug), paper_days(right)),
    )


def _new_prescription(
    order: Order,
    on: date,
    *,
    person: InsuredPerson,
    hospital: Institution,
    clinician: str,
    numbered_on: date | None = None,
) -> Prescription:
    series = f"{hospital.code}{numbered_on or on:%y%m%d}"
    return Prescription(
        rxno=f"{series}{next_number(series):06d}",
        kind=PrescriptionKind.LONG_TERM if order.long_term else PrescriptionKind.ORDINARY,
        person=person,
        hospital=hospital,
        clinician_name=clinician,
        diagnosis_code=order.diagnosis_code,
        diagnosis=order.diagnosis,
        issued_on=on,
        early_reason=order.early_reason,
        assessment=order.assessment.strip(),
        patient_signed=order.patient_signed,
        period=Period(on, on + timedelta(days=_valid_days(order, on) - 1)),
    )


def _valid_days(order: Order, on: date) -> int:
    """How long the order is valid, its day of issue counted."""
    return current_policy()[Prescribing].valid_days.on(on) if order.valid_days is None else order.valid_days


def _issue(prescription: Prescription, order: Order) -> None:
    """Sign what is written, and store it with its lines."""
    prescription.content = canonical(_content(prescription, order))
    prescription.signature = signer().sign(signer_of(prescription), prescription.content)
    prescription.save(force_insert=True)
    PrescriptionLine.objects.bulk_create(
        PrescriptionLine(
            prescription=prescription,
            position=position,
            product=line.product,
            quantity=line.quantity,
            supply_days=line.supply_days,
            usage=line.usage,
            **asdict(line.regimen),
        )
        for position, line in enumerate(order.lines, 1)
    )


def _tell_of_early(prescription: Prescription, facts: PrescriptionFacts, by: Account, on: date) -> None:
    """Tell whoever looks after it that more was prescribed than fits, and for which reason."""
    right = prescription.entitlement
    if right and facts.early_reason and NotTooMuchInHand().is_early(facts, current_policy()):
        reason, rxno, area = facts.early_reason, prescription.rxno, right.insured_area_id
        announce(SupplyBroughtForward(rxno=rxno, reason=reason, in_hand=facts.in_hand, area=area, by=by, on=on))


def _content(prescription: Prescription, order: Order) -> Content:
    return Content(
        rxno=prescription.rxno,
        kind=prescription.kind,
        setting=prescription.setting,
        person=prescription.person_id,
        entitlement=prescription.entitlement_id,
        signer=signer_of(prescription),
        hospital=prescription.hospital_id,
        diagnosis_code=prescription.diagnosis_code,
        diagnosis=prescription.diagnosis,
        valid_from=str(prescription.period.first),
        valid_until=str(prescription.period.last),
        early_reason=prescription.early_reason,
        assessment=prescription.assessment,
        recorded_on=str(prescription.paper.recorded_on) if prescription.paper else "",
        lines=tuple(
            ContentLine(
                line.product.code, written_quantity(line.quantity), str(line.regimen), line.supply_days, line.usage
            )
            for line in order.lines
        ),
    )
