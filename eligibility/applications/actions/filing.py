"""The hospital's part of an application, up to the agency's door."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import TypedDict

from acts.demands import carries
from acts.rules import obey
from catalog.drugs.models import Drug
from catalog.products.models import Product
from eligibility.applications.actions.steps import lock, move, step_from
from eligibility.applications.errors import DraftChanged, FormIncomplete, SignerNotPatient
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.policy import Intake, Reviewing
from eligibility.applications.queries.facts import of_application
from eligibility.applications.queries.physicians import own_physician
from eligibility.applications.rules.stages import SIGNING
from eligibility.applications.words import ApplicationKind, ApplicationState, ClockStart, SignedBy
from eligibility.entitlements.models import Entitlement
from eligibility.people.errors import NotInsuredOnDay
from eligibility.people.models import InsuredPerson
from eligibility.people.queries.persons import enrolment_on
from eligibility.serials.actions import next_number
from kit.action import action
from kit.life_cycle import NEW
from physicians.institutions.models import Institution
from province.calendar.queries import deadline
from province.events.actions.recording import record
from province.law.queries.policy import current_policy
from province.staff.models import Account

NEEDED_TO_SIGN = ("product", "diagnosis", "diagnosis_code", "grounds", "usage", "signer_name")


@dataclass(frozen=True, kw_only=True)
class Form:
    """The form of the annex, as the physician fills it in for the patient."""

    drug: Drug | None
    product: Product | None
    hospital: Institution
    pharmacy: Institution | None
    diagnosis_code: str
    diagnosis: str
    application_date: date
    grounds: str = ""
    usage: str = ""
    requested_until: date | None = None
    meets_label: bool = False
    meets_scope: bool = False
    identity_checked: bool = False
    kind: ApplicationKind = ApplicationKind.FIRST
    replaces: Entitlement | None = None
    signed_by: SignedBy = SignedBy.PATIENT
    signer_name: str = ""

    @classmethod
    def of(cls, application: TreatmentApplication) -> "Form":
        """The form as it stands."""
        return cls(**{column.name: getattr(application, column.name) for column in fields(cls)})

    def values(self) -> dict[str, object]:
        return {column.name: getattr(self, column.name) for column in fields(self)}


class Clocks(TypedDict, total=False):
    """The deadlines of an application that run from one day, by the names of its columns."""

    intake_deadline: date
    intake_provisional: bool
    clock_from: date
    deadline: date
    deadline_provisional: bool


@action
@carries("application.draft")
def draft(*, person: InsuredPerson, form: Form, by: Account, on: date) -> TreatmentApplication:
    """Begin an application for a patient, by the responsible physician that `by` is.

    Raises NotPermitted, NotInsuredOnDay, ConstraintBroken (APPLICATION_ONE_OPEN_PER_DRUG).
    """
    step, physician = step_from(NEW, "draft", by), own_physician(by)
    case = TreatmentApplication(
        person=person, physician=physician, state=ApplicationState(step.target), **form.values()
    )
    _place(case)
    series = f"SQ{case.insured_area_id}{on:%Y%m%d}"
    case.number = f"{series}{next_number(series):04d}"
    case.save(force_insert=True)
    record(step, case, by=by, on=on, after=step.target)
    return case


@action
def update(
    *,
    application: TreatmentApplication,
    form: Form,
    by: Account,
    on: date,
    version: int | None = None,
    unread: Mapping[str, object] | None = None,
) -> TreatmentApplication:
    """Fill the unsigned form in anew, with what was typed and cannot be read yet; `version` is what it was opened at.

    Raises NotFound, WrongState, DraftChanged, NotInsuredOnDay, ConstraintBroken.
    """
    case = lock(application, by)
    step = step_from(case.state, "update", by)
    if version is not None and version != case.version:
        raise DraftChanged
    case.version, case.unread = case.version + 1, dict(unread or {})
    for name, value in form.values().items():
        setattr(case, name, value)
    _place(case)
    return move(case, step, by=by, on=on)


@action
@carries("application.sign")
def sign(*, application: TreatmentApplication, by: Account, on: date) -> TreatmentApplication:
    """The physician's signature: everything that can be known now must be in order.

    Raises NotFound, WrongState, FormIncomplete, SignerNotPatient, Refused.
    """
    case = lock(application, by)
    step = step_from(case.state, "sign", by)
    empty = [name for name in NEEDED_TO_SIGN if not str(getattr(case, name) or "").strip() or name in case.unread]
    empty += [name for name in case.unread if name not in NEEDED_TO_SIGN]
    if empty:
        labels = {name: case._meta.get_field(name) for name in empty}
        raise FormIncomplete({name: str(field.verbose_name) for name, field in labels.items()})  # type: ignore[union-attr]
    if case.signed_by is SignedBy.PATIENT and case.signer_name.strip() != case.person.name:
        raise SignerNotPatient(name=case.person.name)
    obey(SIGNING, of_application(case, on), current_policy())
    return move(case, step, by=by, on=on, signed_on=on, handed_back_for="")


@action
@carries("application.endorse")
def endorse(*, application: TreatmentApplication, by: Account, on: date) -> TreatmentApplication:
    """The opinion and seal of the hospital's insurance office. Raises NotFound, WrongState."""
    case = lock(application, by)
    step = step_from(case.state, "endorse", by)
    return move(case, step, by=by, on=on, endorsed_by=by, endorsed_on=on)


@action
def hand_back(*, application: TreatmentApplication, why: str, by: Account, on: date) -> TreatmentApplication:
    """The insurance office asks the physician to correct: signature and declarations are void, and the reason stands
    on the form until it is signed anew. Raises NotFound, WrongState."""
    case = lock(application, by)
    step = step_from(case.state, "hand_back", by)
    case.meets_label = case.meets_scope = case.identity_checked = False
    return move(case, step, by=by, on=on, why=why, signed_on=None, handed_back_for=why)


@action
@carries("application.submit")
def submit(*, application: TreatmentApplication, by: Account, on: date) -> TreatmentApplication:
    """Hand it to the agency of the insured area: its intake clock runs, or the filing clock itself.

    Raises NotFound, WrongState.
    """
    case = lock(application, by)
    step = step_from(case.state, "submit", by)
    return move(case, step, by=by, on=on, received_on=on, **clocks_from_receipt(on))


@action
def transmit(*, application: TreatmentApplication, by: Account, on: date) -> TreatmentApplication:
    """Endorse and submit at one stroke. Raises what the two raise."""
    return submit(application=endorse(application=application, by=by, on=on), by=by, on=on)


@action
def discard(*, application: TreatmentApplication, by: Account, on: date) -> TreatmentApplication:
    """Throw an unsigned form away; it reaches nobody. Raises NotFound, WrongState."""
    case = lock(application, by)
    return move(case, step_from(case.state, "discard", by), by=by, on=on)


@action
def withdraw(*, application: TreatmentApplication, why: str, by: Account, on: date) -> TreatmentApplication:
    """Take it back on the applicant's word, before any decision; what was overdue stays so (decision 3).

    Raises NotFound, WrongState.
    """
    case = lock(application, by)
    return move(case, step_from(case.state, "withdraw", by), by=by, on=on, why=why)


@carries("review_clock_from_receipt")
def clocks_from_receipt(on: date) -> Clocks:
    """The deadlines that begin when a complete application comes in, as this province's policy has them."""
    policy, clocks = current_policy(), Clocks()
    if policy[Intake].working_days.applies:
        clocks["intake_deadline"], clocks["intake_provisional"] = deadline(on, policy[Intake].working_days.on(on))
    if policy[Reviewing].clock_start.on(on) is ClockStart.RECEIPT:
        clocks["clock_from"] = on
        clocks["deadline"], clocks["deadline_provisional"] = deadline(on, policy[Reviewing].working_days.on(on))
    return clocks


def _place(case: TreatmentApplication) -> None:
    """Insurance type and both areas as of the application date: persons move."""
    enrolment = enrolment_on(case.person, case.application_date)
    if enrolment is None:
        raise NotInsuredOnDay(day=case.application_date)
    case.insurance_type, case.insured_area_id = enrolment.insurance_type, enrolment.area_id
    case.serving_area_id = case.hospital.area_id
