"""How a person is insured, from a day on: enrolled, held back, recognised as a recipient of assistance."""

from datetime import date, timedelta

from acts.demands import carries
from eligibility.people.actions.past import tell_of_past
from eligibility.people.actions.persons import lock
from eligibility.people.announcements import PersonMoved
from eligibility.people.deeds import ENROL, HOLD, RECOGNISE
from eligibility.people.models import AssistanceRecognition, BenefitHold, Enrolment, InsuredPerson
from eligibility.people.rules.insurance import refuse_uncovered
from eligibility.people.words import AssistanceCategory, InsuranceType
from kit.action import action, persistent
from kit.period import Period
from province.areas.models import Area
from province.events.actions.recording import record
from province.events.announcements import announce
from province.law.queries.policy import current_policy
from province.staff.models import Account


@persistent
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
    """Insured from `first` on; what he had before ends the day before, and his entitlements come along on that day.

    What began on that day or later was told wrongly, and gives way. Told twice, it is done once.
    Raises InsuranceTypeUncovered.
    """
    refuse_uncovered([insurance_type], current_policy(), on)
    lock(person, by, on)
    terms = {"insurance_type": insurance_type, "area": area, "serious_illness": serious_illness}
    period = Period(first, None)
    if same := person.enrolments.filter(period=period, **terms).first():
        return same
    person.enrolments.filter(first_day__gte=first).delete()
    for running in person.enrolments.filter(period__contains=first):
        running.period = running.period.until(first - timedelta(days=1))
        running.save()
    enrolment = Enrolment.objects.create(person=person, period=period, **terms)
    announce(PersonMoved(person_id=person.pk, by=by, on=on))
    record(ENROL, person, by=by, on=on, area=area.code, after=insurance_type)
    tell_of_past(persons=[person.pk], days=period, by=by, on=on)
    return enrolment


@persistent
@action
@carries("benefit_hold")
def hold(*, person: InsuredPerson, period: Period, cause: str, by: Account | None, on: date) -> BenefitHold:
    """Benefits are held back on these days, as for arrears; they resume by themselves.

    Told again from the same first day, the last word counts: so an open one gets its end.
    Raises ConstraintBroken (BENEFIT_HOLD_NO_OVERLAP).
    """
    lock(person, by, on)
    row = person.holds.filter(first_day=period.first).first() or BenefitHold(person=person)
    if row.pk and (row.period, row.cause) == (period, cause):
        return row
    row.period, row.cause = period, cause
    row.save()
    record(HOLD, person, by=by, on=on, after=str(period), why=cause)
    tell_of_past(persons=[person.pk], days=period, by=by, on=on)
    return row


@persistent
@action
@carries("assistance_recognition")
def recognise(
    *, person: InsuredPerson, category: AssistanceCategory, period: Period, by: Account | None, on: date
) -> AssistanceRecognition:
    """Recognised as a recipient of medical assistance on these days.

    Told again from the same first day, the last word counts. Raises ConstraintBroken (RECOGNITION_NO_OVERLAP).
    """
    lock(person, by, on)
    row = person.recognitions.filter(first_day=period.first).first() or AssistanceRecognition(person=person)
    if row.pk and (row.period, row.category) == (period, category):
        return row
    row.period, row.category = period, category
    row.save()
    record(RECOGNISE, person, by=by, on=on, after=f"{category} {period}")
    return row
