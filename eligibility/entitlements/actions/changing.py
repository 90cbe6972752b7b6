"""Changes inside a running entitlement: another manufacturer, other institutions, another area."""

from datetime import date

from acts.demands import carries
from acts.rules import obey
from catalog.products.models import Product
from eligibility.entitlements.actions.steps import ONE_DAY, lock, step_from
from eligibility.entitlements.deeds import MOVE
from eligibility.entitlements.models import ConfirmedManufacturer, Entitlement, ManufacturerFinding
from eligibility.entitlements.queries.entitlements import beyond
from eligibility.entitlements.queries.facts import of_entitlement
from eligibility.entitlements.queries.findings import open_findings
from eligibility.entitlements.rules.changes import CHANGING, CONFIRMING, ConfirmationFacts, InstitutionChange
from eligibility.people.queries.facts import of_institution, of_product
from kit.action import action
from kit.errors import NotFound
from kit.locks import lock_rows
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
def follow_move(*, person: str, area: str, by: Actor | None, on: date) -> int:
    """A move between cities takes the entitlements along (decision 16). Returns how many."""
    rows = beyond(on - ONE_DAY).filter(person=person).exclude(insured_area=area)
    keys = list(lock_rows(rows).values_list("pk", flat=True))
    Entitlement.objects.filter(pk__in=keys).update(insured_area=area)
    return record_each(MOVE, [(pk, area) for pk in keys], by=by, on=on, after=area)
