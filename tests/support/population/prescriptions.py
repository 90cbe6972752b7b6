"""Signed prescriptions of a population, written in one go."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from eligibility.entitlements.models import Entitlement
from eligibility.prescriptions.models import Prescription, PrescriptionLine
from eligibility.prescriptions.queries import signer
from eligibility.prescriptions.rules.signing import Content, ContentLine, canonical, written_quantity
from eligibility.prescriptions.words import CareSetting, PrescriptionKind
from kit.period import Period
from tests.support.population.ground import HOSPITAL, PHYSICIAN
from tests.support.population.values import Counter, Sheet, Size

LONGEST_VALIDITY = timedelta(days=2)
DIAGNOSIS = {"diagnosis_code": "C34.900", "diagnosis": "肺恶性肿瘤"}


def prescribe(entitled: Sequence[Entitlement], counters: Sequence[Counter], size: Size, day: date) -> Iterator[Sheet]:
    """The sheets of the first patient, of the second, and so on."""
    wanted = [
        (held, position % size.pharmacies, size.packs[turn % len(size.packs)])
        for position, held in enumerate(entitled)
        for turn in range(size.prescriptions)
    ]
    series = f"{HOSPITAL}{day:%y%m%d}"
    sheets = [
        Sheet(f"{series}{serial:06}", place, packs)
        for serial, (_, place, packs) in enumerate(wanted, size.start * size.sheets + 1)
    ]
    lines = [_line(sheet, counters[sheet.counter].product) for sheet in sheets]
    rows = (_row(held, line, day) for (held, _, _), line in zip(wanted, lines, strict=True))
    Prescription.objects.bulk_create(rows, batch_size=1000)
    PrescriptionLine.objects.bulk_create(lines, batch_size=5000)
    return iter(sheets)


def _line(sheet: Sheet, product: str) -> PrescriptionLine:
    return PrescriptionLine(
        prescription_id=sheet.rxno,
        position=1,
        product_id=product,
        quantity=Decimal(sheet.packs),
        supply_days=1,
        dose=Decimal(1),
        usage="每日一次",
    )


def _row(held: Entitlement, line: PrescriptionLine, day: date) -> Prescription:
    validity = Period(day, day + LONGEST_VALIDITY)
    content = canonical(_content(held, line, validity))
    return Prescription(
        rxno=line.prescription_id,
        person_id=held.person_id,
        entitlement=held,
        physician_id=PHYSICIAN,
        clinician_name="演练医师",
        hospital_id=HOSPITAL,
        issued_on=day,
        period=validity,
        content=content,
        signature=signer().sign(PHYSICIAN, content),
        **DIAGNOSIS,
    )


def _content(held: Entitlement, line: PrescriptionLine, validity: Period) -> Content:
    return Content(
        rxno=line.prescription_id,
        kind=PrescriptionKind.ORDINARY,
        setting=CareSetting.OUTPATIENT,
        person=held.person_id,
        entitlement=held.pk,
        signer=PHYSICIAN,
        hospital=HOSPITAL,
        valid_from=str(validity.first),
        valid_until=str(validity.last),
        early_reason="",
        assessment="",
        lines=(
            ContentLine(
                line.product_id, written_quantity(line.quantity), str(line.regimen), line.supply_days, line.usage
            ),
        ),
        **DIAGNOSIS,
    )
