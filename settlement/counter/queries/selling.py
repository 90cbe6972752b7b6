"""Whether a prescription can be sold today, and why not."""

from datetime import date

from msgspec import Struct

from eligibility.entitlements.words import EntitlementState
from kit.errors import DomainError
from settlement.counter.queries import benefits, prescriptions
from settlement.counter.queries.prescriptions import Dispensable
from settlement.counter.rules.orders import Caller, Question


class Selling(Struct, frozen=True):
    """A prescription at an institution today, and why nothing of it can be sold; an empty reason where it can be."""

    sheet: Dispensable
    reason: str


def selling(*, rxno: str, by: Caller, on: date) -> Selling:
    """How the prescription stands at the counter of an institution. Raises NotFound."""
    sheet = prescriptions.dispensable(rxno=rxno, institution=by.institution, on=on)
    if not sheet.usable:
        return Selling(sheet, f"处方{sheet.state.label}，还要用药的，请患者找责任医师重新开具。")
    return Selling(sheet, _of_person(sheet, by, on))


def _of_person(sheet: Dispensable, by: Caller, on: date) -> str:
    """Why the patient would be paid nothing today for what is left, as a benefit check says it."""
    product = next(line.product for line in sheet.lines if line.left)
    try:
        answer = benefits.check(question=Question(day=on, person=sheet.person, product=product), by=by, on=on)
    except DomainError as refusal:
        return refusal.message
    if answer.reasons:
        return answer.reasons[0].message
    states = [EntitlementState(right.state) for right in answer.entitlements]
    if states and EntitlementState.ACTIVE not in states:
        return f"患者这个药的待遇{states[0].label}。"
    return ""
