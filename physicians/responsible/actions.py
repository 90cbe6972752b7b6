"""Responsible physicians: named by the hospital, passed by the city, published by the province."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from acts.demands import carries
from catalog.fields.models import TherapeuticField
from kit.action import action
from kit.errors import ReasonMissing
from kit.life_cycle import NEW, Transition
from kit.locks import lock_rows
from kit.period import Period
from physicians.agreements.queries import is_designated
from physicians.institutions.models import Institution
from physicians.institutions.queries import institution_of
from physicians.institutions.rules import refuse_retroactive_stop
from physicians.responsible.cycle import PHYSICIAN
from physicians.responsible.errors import (
    DocumentMissing,
    NotPublished,
    NotThisProvince,
    OtherCity,
    OtherHospital,
    PhysicianTaken,
    PublicationRetroactive,
)
from physicians.responsible.models import Publication, ResponsiblePhysician
from physicians.responsible.queries import LOCAL_ROLES
from physicians.responsible.rules import Nominee, refuse_misshapen_code, refuse_unfit
from physicians.responsible.words import PhysicianState, Title
from province.areas.models import Area
from province.areas.rules import pooling_area
from province.events.actions.recording import record as record_event
from province.law.queries.policy import current_policy, cycle_in_use
from province.staff.models import Account
from province.staff.words import Role

ONE_DAY = timedelta(days=1)


@action
@carries("physician.nominate")
def nominate(
    *,
    hospital: Institution,
    code: str,
    name: str,
    title: Title,
    specialty: str,
    treatment_fields: Iterable[TherapeuticField],
    by: Account | None,
    on: date,
    insurance_physician: bool = True,
    front_line: bool = True,
    account: Account | None = None,
) -> ResponsiblePhysician:
    """A hospital names one of its physicians, or names again one that the city returned.

    Raises CodeMisshapen, OtherHospital, PhysicianTaken, NotPermitted, PhysicianUnfit (its fields name every
    condition not met).
    """
    refuse_misshapen_code(code)
    # Of one who is not there yet no row can be locked: those of his code's area come one after the other.
    lock_rows(Area.objects.filter(pk=code[1:7])).first()
    # Two nominations of one who was returned: the second finds him nominated.
    earlier = lock_rows(ResponsiblePhysician.objects.filter(pk=code)).first()
    if earlier and (earlier.hospital_id != hospital.pk or earlier.state != PhysicianState.RETURNED):
        raise PhysicianTaken(number=code)
    step = _step(earlier.state if earlier else NEW, "nominate", hospital, by)
    physician = ResponsiblePhysician(
        code=code, account=account or (earlier.account if earlier else None), name=name, hospital=hospital, title=title,
        specialty=specialty, insurance_physician=insurance_physician, front_line=front_line,
        state=PhysicianState(step.target), nominated_on=on,
    )  # fmt: skip
    fields = list(treatment_fields)
    refuse_unfit(_nominee(physician, fields, on), current_policy())
    physician.save()
    physician.treatment_fields.set(fields)
    before = earlier.state if earlier else NEW
    record_event(step, physician, by=by, on=on, before=before, after=step.target)
    return physician


@action
@carries("physician.review")
def review(*, physician: ResponsiblePhysician, by: Account | None, on: date) -> ResponsiblePhysician:
    """The city agency finds the physician fit; the conditions are asked once more. Where the act has cities review.

    Raises NotThisProvince, WrongState, NotPermitted, OtherCity, PhysicianUnfit.
    """
    physician = _lock(physician)
    step = _step(physician.state, "review", physician.hospital, by)
    refuse_unfit(_nominee(physician, physician.treatment_fields.all(), on), current_policy())
    return _move(physician, step, by, on)


@action
@carries("physician.record")
def record(*, physician: ResponsiblePhysician, by: Account | None, on: date) -> ResponsiblePhysician:
    """File whom the hospital confirmed, where the act has cities file; the conditions were the hospital's to judge.

    Raises NotThisProvince, WrongState, NotPermitted, OtherCity.
    """
    physician = _lock(physician)
    return _move(physician, _step(physician.state, "record", physician.hospital, by), by, on)


@action
def return_(*, physician: ResponsiblePhysician, why: str, by: Account | None, on: date) -> ResponsiblePhysician:
    """The city sends a nomination back, saying what is wrong. Raises ReasonMissing and as `review` does."""
    physician = _lock(physician)
    step = _step(physician.state, "return", physician.hospital, by)
    _need(why)
    return _move(physician, step, by, on, why)


@action
@carries("physician.publish")
def publish(
    *, physicians: Sequence[ResponsiblePhysician], document: str, first: date, by: Account | None, on: date
) -> list[Publication]:
    """Put physicians on the province's list from `first` on, all or none; also those coming back from suspension.

    Raises DocumentMissing, PublicationRetroactive, WrongState, NotPermitted, ConstraintBroken.
    """
    if not document.strip():
        raise DocumentMissing
    if first < on:
        raise PublicationRetroactive
    publications = []
    for physician in map(_lock, physicians):
        step = _step(physician.state, "publish", physician.hospital, by)
        period = Period(first, None)
        publications.append(Publication.objects.create(physician=physician, period=period, document=document.strip()))
        _move(physician, step, by, on)
    return publications


@action
def suspend(
    *, physician: ResponsiblePhysician, last_day: date, why: str, by: Account | None, on: date
) -> ResponsiblePhysician:
    """Take a physician off the list after `last_day` until published again.

    Raises ReasonMissing, StopRetroactive, NotPublished, WrongState, NotPermitted.
    """
    return _stop(physician, "suspend", last_day, why, by, on)


@action
def remove(
    *, physician: ResponsiblePhysician, last_day: date, why: str, by: Account | None, on: date
) -> ResponsiblePhysician:
    """Take a physician off the list for good. Raises as `suspend` does."""
    return _stop(physician, "remove", last_day, why, by, on)


def _lock(physician: ResponsiblePhysician) -> ResponsiblePhysician:
    """Two steps of one physician come one after the other, each from the state that the other left."""
    return lock_rows(ResponsiblePhysician.objects.filter(pk=physician.pk)).select_related("hospital").get()


def _step(state: str, verb: str, hospital: Institution, by: Account | None) -> Transition:
    cycle = cycle_in_use(PHYSICIAN)
    if not cycle.rows_of(verb):
        raise NotThisProvince
    step = cycle.step_by(by.role, state, verb) if by else cycle.step(state, verb)
    if by and by.role == Role.INSURANCE_OFFICE and institution_of(by) != hospital:
        raise OtherHospital
    if by and by.role in LOCAL_ROLES and by.area_id != pooling_area(hospital.area_id):
        raise OtherCity
    return step


def _nominee(physician: ResponsiblePhysician, fields: Iterable[TherapeuticField], day: date) -> Nominee:
    return Nominee(
        day=day,
        title=physician.title,
        specialty=physician.specialty,
        specialties_of={field.code: frozenset(field.specialties) for field in fields},
        insurance_physician=physician.insurance_physician,
        front_line=physician.front_line,
        hospital_area=physician.hospital.area_id,
        hospital_designated=is_designated(physician.hospital, day),
    )


def _stop(
    physician: ResponsiblePhysician, verb: str, last_day: date, why: str, by: Account | None, on: date
) -> ResponsiblePhysician:
    _need(why)
    refuse_retroactive_stop(last_day, on)
    physician = _lock(physician)
    step = _step(physician.state, verb, physician.hospital, by)
    _close(physician, last_day)
    _move(physician, step, by, on, why)
    return physician


def _close(physician: ResponsiblePhysician, last_day: date) -> None:
    """Cut the publication; of a suspended physician one runs on only where the suspension's last day is to come."""
    publication = physician.publications.filter(period__contains=last_day).first()
    if publication is None:
        if physician.state == PhysicianState.PUBLISHED:
            raise NotPublished(day=last_day)
        return
    publication.period = publication.period.until(last_day)
    publication.save(update_fields=["period"])


def _move(
    physician: ResponsiblePhysician, step: Transition, by: Account | None, on: date, why: str = ""
) -> ResponsiblePhysician:
    before, physician.state = physician.state, PhysicianState(step.target)
    physician.save(update_fields=["state"])
    record_event(step, physician, by=by, on=on, before=before, after=step.target, why=why)
    return physician


def _need(why: str) -> None:
    if not why.strip():
        raise ReasonMissing
