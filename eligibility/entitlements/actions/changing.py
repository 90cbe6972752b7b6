"""Changes inside a running entitlement: another manufacturer, other institutions, another area."""

from datetime import date
from itertools import groupby
from operator import itemgetter

from acts.demands import carries
from acts.rules import obey
from catalog.products.models import Product
from eligibility.entitlements.actions.steps import lock, step_from
from eligibility.entitlements.deeds import MOVE
from eligibility.entitlements.models import ConfirmedManufacturer, Entitlement, ManufacturerFinding
from eligibility.entitlements.queries.entitlements import insured_elsewhere, moves_of
from eligibility.entitlements.queries.facts import of_entitlement
from eligibility.entitlements.queries.findings import open_findings
from eligibility.entitlements.rules.changes import CHANGING, CONFIRMING, ConfirmationFacts, InstitutionChange
from eligibility.people.queries.facts import of_institution, of_product
from kit.action import action
from kit.errors import NotFound
from kit.locks import lock_free_rows, lock_rows
from physicians.institutions.models import Institution
from physicians.responsible.models import ResponsiblePhysician
from physicians.responsible.queries import physician_of, physician_published_on
from province.events.actions.recording import record, record_each
from province.events.rules import Actor
from province.law.queries.policy import current_policy
from province.staff.models import Account


@action
@carries("entitlement.find_manufacturer")
def find_manufacturer(
    *, entitlement: Entitlement, product: Product, label_confirmed: bool, by: Account, on: date
) -> ManufacturerFinding:
    """A responsible physician of the field finds another manufacturer's product of the same drug fit.

    Raises NotFound, Refused, ConstraintBroken (FINDING_ONCE_UNTIL_ANSWERED).
    """
    row = lock(entitlement, by)
    step, physician = step_from(row, "find_manufacturer", by, on), physician_of(by)
    if physician is None:
        raise NotFound
    obey(CONFIRMING, _facts(row, product, physician, on, label_confirmed), current_policy())
    finding = row.findings.create(product=product, physician=physician, found_on=on)
    record(step, row, by=by, on=on, after=str(product.manufacturer_id))
    return finding


@action
@carries("entitlement.confirm_manufacturer")
def confirm_manufacturer(
    *, entitlement: Entitlement, finding: ManufacturerFinding, by: Account, on: date
) -> ConfirmedManufacturer:
    """The hospital confirms what its physician found: in force at once.

    Raises NotFound, Refused, ConstraintBroken (MANUFACTURER_CONFIRMED_ONCE).
    """
    row = lock(entitlement, by)
    step, open_finding = step_from(row, "confirm_manufacturer", by, on), _lock_finding(row, finding, by)
    product, physician = open_finding.product, open_finding.physician
    obey(CONFIRMING, _facts(row, product, physician, on, label_confirmed=True), current_policy())
    open_finding.answered_on = on
    open_finding.save(update_fields=["answered_on"])
    confirmation = row.manufacturers.create(
        manufacturer=product.manufacturer, physician=physician, hospital=physician.hospital, confirmed_on=on
    )
    record(step, row, by=by, on=on, after=str(product.manufacturer_id))
    return confirmation


@action
def refuse_manufacturer(
    *, entitlement: Entitlement, finding: ManufacturerFinding, why: str, by: Account, on: date
) -> ManufacturerFinding:
    """The hospital does not confirm, and says why. Raises NotFound."""
    row = lock(entitlement, by)
    step, open_finding = step_from(row, "refuse_manufacturer", by, on), _lock_finding(row, finding, by)
    open_finding.answered_on, open_finding.refused_for = on, why
    open_finding.save(update_fields=["answered_on", "refused_for"])
    record(step, row, by=by, on=on, after=str(open_finding.product.manufacturer_id), why=why)
    return open_finding


def _lock_finding(entitlement: Entitlement, finding: ManufacturerFinding, by: Account) -> ManufacturerFinding:
    """The finding of one of the hospital's own physicians that nobody has answered. Raises NotFound."""
    rows = open_findings(by).filter(entitlement=entitlement, pk=finding.pk)
    # Two answers to one finding: the second finds none.
    open_finding = lock_rows(rows).first()
    if open_finding is None:
        raise NotFound
    return open_finding


def _facts(
    entitlement: Entitlement, product: Product, physician: ResponsiblePhysician, on: date, label_confirmed: bool
) -> ConfirmationFacts:
    # A physician who is not published on the day speaks for no field.
    is_published = physician_published_on(physician, on)
    fields = frozenset(physician.treatment_fields.values_list("code", flat=True) if is_published else ())
    return ConfirmationFacts(on, of_entitlement(entitlement), of_product(product, on), fields, label_confirmed)


@action
@carries("entitlement.change_institution")
def change_institution(
    *, entitlement: Entitlement, hospital: Institution, pharmacy: Institution | None, by: Account, on: date
) -> Entitlement:
    """Choose another hospital or pharmacy anywhere in the province, in force at once. Raises NotFound, Refused."""
    row = lock(entitlement, by)
    step = step_from(row, "change_institution", by, on)
    change = InstitutionChange(on, of_institution(hospital), of_institution(pharmacy) if pharmacy else None)
    obey(CHANGING, change, current_policy())
    before = f"{row.hospital_id} {row.pharmacy_id or ''}".strip()
    row.hospital, row.pharmacy = hospital, pharmacy
    row.save()
    after = f"{row.hospital_id} {row.pharmacy_id or ''}".strip()
    record(step, row, by=by, on=on, before=before, after=after)
    return row


@action
@carries("entitlement.move")
def follow_move(*, person: str, by: Actor | None, on: date) -> int:
    """A person's entitlements go to the area where she is insured on the day (decision 16). Returns how many.

    A move that is told ahead takes them along on its day, by `follow_moves`; what was over by then stays behind.
    """
    rows = lock_rows(insured_elsewhere(on).filter(person=person))
    return _follow(list(rows.values_list("pk", flat=True)), by, on)


@action
@carries("entitlement.move")
def follow_moves(*, on: date) -> int:
    """Everybody's entitlements go where their person is insured from this day on. Set-based, safe to repeat.

    What somebody is just changing is moved the next time. Returns how many.
    """
    return _follow(list(lock_free_rows(insured_elsewhere(on)).values_list("pk", flat=True)), None, on)


def _follow(keys: list[int], by: Actor | None, on: date) -> int:
    # Asked only now: who changes a person's insurance holds her entitlements, and these are held here.
    moves = sorted(moves_of(keys, on))
    for area, movers in groupby(moves, key=itemgetter(0)):
        objects = [(pk, area) for _, pk in movers]
        Entitlement.objects.filter(pk__in=[pk for pk, _ in objects]).update(insured_area=area)
        record_each(MOVE, objects, by=by, on=on, after=area)
    return len(moves)
