"""The verbs of insured persons, as the core insurance system reports them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter

from acts.demands import carries
from eligibility.people.announcements import PersonDied, PersonLocked, PersonMoved
from eligibility.people.deeds import DIE, ENROL, HOLD, RECOGNISE, REGISTER, REVEAL, TAKE_OVER
from eligibility.people.models import AssistanceRecognition, BenefitHold, Enrolment, InsuredPerson
from eligibility.people.rules.insurance import refuse_uncovered
from eligibility.people.words import AssistanceCategory, InsuranceType, Sex
from kit.action import action
from kit.fields import lookup_hash
from kit.identity import birth_date, check_identity_number, is_male
from kit.locks import lock_rows
from kit.period import Period
from kit.pinyin import sound
from province.areas.models import Area
from province.events.actions.recording import record
from province.events.announcements import announce
from province.law.queries.policy import current_policy
from province.staff.models import Account


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """What the core system knows of a person; sex and birthday stand in the identity number."""

    psn_no: str
    name: str
    identity: str
    phone: str = ""
    card_number: str = ""
    work_unit: str = ""


@dataclass(frozen=True, kw_only=True)
class PersonRow(Particulars):
    """One person as the core system sends him, with the enrolment he has now."""

    insurance_type: InsuranceType
    area: str
    insured_since: date
    serious_illness: bool = True
    assistance: AssistanceCategory | None = None


@action
@carries("insured_register")
def register(
    *,
    psn_no: str,
    name: str,
    identity: str,
    by: Account | None,
    on: date,
    phone: str = "",
    card_number: str = "",
    work_unit: str = "",
) -> InsuredPerson:
    """Enter a person; sex and birthday follow from the identity number.

    Raises the Identity errors, ConstraintBroken.
    """
    particulars = Particulars(
        psn_no=psn_no, name=name, identity=identity, phone=phone, card_number=card_number, work_unit=work_unit
    )
    person = _person(particulars, on)
    person.save(force_insert=True)
    record(REGISTER, person, by=by, on=on)
    return person


@action
@carries("insured_enrolment")
def enrol(
    *,
    person: InsuredPerson,
    insurance_type: InsuranceType,
    area: Area,
    first: date,
    by: Account | None,
    on: date,
    serious_illness: bool = True,
) -> Enrolment:
    """Insured from `first` on; what he had before ends the day before, and his entitlements come along.

    Raises InsuranceTypeUncovered, EmptyPeriod, ConstraintBroken (ENROLMENT_NO_OVERLAP).
    """
    refuse_uncovered([insurance_type], current_policy(), on)
    _lock(person, by, on)
    for running in person.enrolments.filter(last_day=None):
        running.period = running.period.until(first - timedelta(days=1))
        running.save()
    enrolment = Enrolment.objects.create(
        person=person,
        insurance_type=insurance_type,
        area=area,
        serious_illness=serious_illness,
        period=Period(first, None),
    )
    announce(PersonMoved(person_id=person.pk, area=area.code, by=by, on=on))
    record(ENROL, person, by=by, on=on, area=area.code, after=insurance_type)
    return enrolment


@action
@carries("benefit_hold")
def hold(*, person: InsuredPerson, period: Period, cause: str, by: Account | None, on: date) -> BenefitHold:
    """Benefits are held back on these days, as for arrears; they resume by themselves. Raises ConstraintBroken."""
    _lock(person, by, on)
    row = BenefitHold.objects.create(person=person, period=period, cause=cause)
    record(HOLD, person, by=by, on=on, after=str(period), why=cause)
    return row


@action
@carries("assistance_recognition")
def recognise(
    *, person: InsuredPerson, category: AssistanceCategory, period: Period, by: Account | None, on: date
) -> AssistanceRecognition:
    """Recognised as a recipient of medical assistance on these days. Raises ConstraintBroken."""
    _lock(person, by, on)
    row = AssistanceRecognition.objects.create(person=person, category=category, period=period)
    record(RECOGNISE, person, by=by, on=on, after=f"{category} {period}")
    return row


@action
def report_death(*, person: InsuredPerson, died_on: date, by: Account | None, on: date) -> InsuredPerson:
    """Dead from that day on: every entitlement that reaches further ends with it, also one that is to end later.

    Raises ConstraintBroken (PERSON_DIES_AFTER_BIRTH).
    """
    dead = _lock(person, by, on)
    dead.died_on = died_on
    dead.save(update_fields=["died_on"])
    announce(PersonDied(person_id=dead.pk, died_on=died_on, by=by, on=on))
    record(DIE, dead, by=by, on=on)
    return dead


@action
def reveal(*, person: InsuredPerson, why: str, by: Account, on: date) -> str:
    """Show the identity number whole, once, with a reason that stays on record."""
    record(REVEAL, person, by=by, on=on, why=why)
    return person.identity.reveal()


@action
def take_over(*, rows: Iterable[PersonRow], by: Account | None, on: date) -> int:
    """Enter or renew many persons with their present enrolment: a few statements for all of them.

    Who is known keeps his enrolments; only new persons get one. Returns how many rows came.
    Raises InsuranceTypeUncovered, the Identity errors: one bad row names itself and nothing is stored.
    """
    came = sorted(rows, key=attrgetter("psn_no"))  # two at once meet the same persons in the same order
    refuse_uncovered((row.insurance_type for row in came), current_policy(), on)
    present = set(InsuredPerson.objects.filter(pk__in=[row.psn_no for row in came]).values_list("pk", flat=True))
    InsuredPerson.objects.bulk_create(
        [_person(row, on) for row in came],
        update_conflicts=True,
        unique_fields=["psn_no"],
        update_fields=["name", "pinyin", "phone", "card_number", "work_unit"],
        batch_size=1000,
    )
    fresh = [row for row in came if row.psn_no not in present]
    Enrolment.objects.bulk_create([_enrolment(row) for row in fresh], batch_size=1000)
    recognitions = [
        AssistanceRecognition(person_id=row.psn_no, category=row.assistance, period=Period(row.insured_since, None))
        for row in fresh
        if row.assistance
    ]
    AssistanceRecognition.objects.bulk_create(recognitions, batch_size=1000)
    record(TAKE_OVER, "all", by=by, on=on, data={"rows": len(came), "new": len(fresh)})
    return len(came)


def _lock(person: InsuredPerson, by: Account | None, on: date) -> InsuredPerson:
    """The person as he stands, with all his entitlements, held until the transaction ends."""
    row = lock_rows(InsuredPerson.objects.filter(pk=person.pk)).get()
    # The counter shares the entitlements before it reads who is insured, alive and not held back: of a sale and a
    # change of these, one comes first whole.
    announce(PersonLocked(person_id=row.pk, by=by, on=on))
    return row


def _person(row: Particulars, on: date) -> InsuredPerson:
    number = check_identity_number(row.identity, on)
    return InsuredPerson(
        psn_no=row.psn_no,
        name=row.name,
        pinyin=sound(row.name),
        sex=Sex.MALE if is_male(number) else Sex.FEMALE,
        born_on=birth_date(number),
        identity=number,
        identity_hash=lookup_hash(number),
        card_number=row.card_number,
        phone=row.phone,
        work_unit=row.work_unit,
    )


def _enrolment(row: PersonRow) -> Enrolment:
    return Enrolment(
        person_id=row.psn_no,
        insurance_type=row.insurance_type,
        area_id=row.area,
        serious_illness=row.serious_illness,
        period=Period(row.insured_since, None),
    )
