"""How entitlements end: one by one, by the calendar, or with their drug."""

from collections.abc import Iterator
from datetime import date
from typing import cast

from django.db.models import F

from acts.demands import carries
from catalog.listings.announcements import DrugLeft
from eligibility.entitlements.actions.steps import ONE_DAY, lock, row_of, step_from, until_day
from eligibility.entitlements.announcements import EntitlementUnlikeListing
from eligibility.entitlements.deeds import GIVE_BACK
from eligibility.entitlements.errors import EndsBefore
from eligibility.entitlements.models import EndBeforeDeath, Entitlement, Suspension
from eligibility.entitlements.queries.entitlements import (
    beyond,
    drugs_outlived,
    of_drug_beyond,
    to_expire,
    unlike_listings,
)
from eligibility.entitlements.words import EndCause, SuspensionCause
from eligibility.people.actions import tell_of_past
from kit.action import action
from kit.locks import BATCH, lock_free_rows, lock_rows
from kit.period import Period
from province.events.actions.recording import record, record_each
from province.events.announcements import announce
from province.events.rules import Actor
from province.staff.models import Account


@action
def end(*, entitlement: Entitlement, cause: EndCause, last_day: date, by: Account | None, on: date) -> Entitlement:
    """End it for good, with `last_day` as the last day of effect; before its first day it never takes effect.

    An end that is set already moves to an earlier day. Raises NotFound, WrongState, EndsBefore.
    """
    row = lock(entitlement, by)
    step_from(row, "end", by, on)
    if row.ended_on is not None and row.ended_on <= last_day:
        raise EndsBefore(last=row.ended_on)
    return _cut(row, cause, last_day, by, on)


@action
def end_with_death(*, person: str, died_on: date | None, by: Actor | None, on: date) -> int:
    """End what reaches past the day of death with it, also what is to end later anyway. Returns how many.

    What another day of death cut before gets its own end back first: that day was told wrongly.
    """
    _give_back(person, by, on)
    if died_on is None:
        return 0
    rows = list(lock_rows(beyond(died_on).filter(person=person)))
    EndBeforeDeath.objects.bulk_create(
        EndBeforeDeath(
            entitlement=row, last_day=cast(date, row.last_day), ended_on=row.ended_on, end_cause=row.end_cause
        )
        for row in rows  # what has no last day is kept out by a constraint
    )
    return len([_cut(row, EndCause.DECEASED, died_on, by, on) for row in rows])


def _give_back(person: str, by: Actor | None, on: date) -> None:
    """Give back what a death took, and only that: what has ended earlier since, or left the list since, stays so."""
    for before in EndBeforeDeath.objects.filter(entitlement__person=person).select_related("entitlement"):
        row = before.entitlement
        if row.end_cause == EndCause.DECEASED:
            row.period = Period(row.period.first, before.last_day)
            row.ended_on, row.end_cause = before.ended_on, before.end_cause
            row.save()
            record(GIVE_BACK, row, by=by, on=on, after=str(row.period))
            sum(_sweep(row.drug_id, on))
        before.delete()


def _cut(row: Entitlement, cause: EndCause, last_day: date, by: Actor | None, on: date) -> Entitlement:
    before, row.end_cause = str(row.period), cause
    last = last_day if row.period.last is None else min(last_day, row.period.last)
    row.ended_on = last
    if last >= row.period.first:
        row.period = row.period.until(last)
    row.save()
    tell_of_past(persons=[row.person_id], days=Period(max(last + ONE_DAY, row.granted.first), None), by=by, on=on)
    record(row_of("end"), row, by=by, on=on, before=before, after=str(last), why=row.get_end_cause_display())
    return row


@action
@carries("entitlement.expire")
def expire(*, on: date) -> int:
    """Mark ended whose last day has passed, one batch: nothing is left where it marks none. Returns how many."""
    # What somebody is just changing is expired the next time: the counter asks the days, not this mark.
    rows = list(lock_free_rows(to_expire(on)).values_list("pk", "insured_area_id")[:BATCH])
    Entitlement.objects.filter(pk__in=[pk for pk, _ in rows]).update(ended_on=F("last_day"), end_cause=EndCause.EXPIRED)
    return record_each(row_of("expire"), rows, by=None, on=on)


@action
@carries("entitlement.drug_left")
def end_for_drug(announcement: DrugLeft) -> int:
    """The drug left the list: whoever has it keeps it to its last valid day. Set-based. Returns how many.

    An end that was set for a later day, by whatever cause, moves to this one.
    """
    # A job waits for no row, or two orders of rows would meet, and ends so many at a time.
    # What it leaves here, the sweep finds.
    rows = of_drug_beyond(announcement.drug_id, announcement.last_day, announcement.on)
    locked_rows = lock_free_rows(rows)[:BATCH] if announcement.by is None else lock_rows(rows)
    entitlements = list(locked_rows.values_list("pk", "insured_area_id", "first_day", "person_id"))
    begun_first = [pk for pk, _, first, _ in entitlements if first <= announcement.last_day]
    running = Entitlement.objects.filter(pk__in=begun_first)
    running.update(
        period=until_day("period", announcement.last_day), ended_on=announcement.last_day, end_cause=EndCause.DRUG_LEFT
    )
    unbegun = Entitlement.objects.filter(pk__in=[pk for pk, *_ in entitlements]).exclude(pk__in=begun_first)
    unbegun.update(ended_on=announcement.last_day, end_cause=EndCause.DRUG_LEFT)
    # Held from the day on that has turned out to be beyond its end.
    suspensions = Suspension.objects.filter(entitlement__in=[pk for pk, *_ in entitlements])
    suspensions.filter(cause=SuspensionCause.DRUG_UNDECIDED, first_day__gt=announcement.last_day).delete()
    # What was sold meanwhile, as under a later listing that seemed to revive one, is looked at again.
    persons, days = {person for *_, person in entitlements}, Period(announcement.last_day + ONE_DAY, None)
    tell_of_past(persons=sorted(persons), days=days, by=announcement.by, on=announcement.on)
    objects = [(pk, area) for pk, area, *_ in entitlements]
    return record_each(
        row_of("drug_left"), objects, by=announcement.by, on=announcement.on, after=str(announcement.last_day)
    )


@action
@carries("entitlement.drug_left")
def sweep_left_drugs(*, on: date) -> int:
    """End what reaches past its drug's listing although no announcement ended it there. Returns how many.

    Also what a later listing has seemed to revive: a drug listed again revives nothing. Source: decision 13.
    One batch of one drug: nothing is left where it ends none.
    """
    return next(filter(None, _sweep(None, on)), 0)


@action
def report_unlike_listings(*, on: date) -> int:
    """Name every entitlement that the sweep could not bring into line with the listings. Returns how many."""
    rows = list(unlike_listings(on))
    for row in rows:
        ended_alone = f"待遇因药品调出目录于 {row.ended_on} 终止，但目录中没有在这一天到期的记录。"
        running = "待遇仍在享受，但药品当日既不在目录内，也没有国家协议。"
        sentence = ended_alone if row.end_cause == EndCause.DRUG_LEFT and not row.holds_on(on) else running
        announce(
            EntitlementUnlikeListing(entitlement_id=row.pk, sentence=sentence, area=row.insured_area_id, by=None, on=on)
        )
    return len(rows)


def _sweep(drug: int | None, on: date) -> Iterator[int]:
    for drug_id, last_day in drugs_outlived(on, drug):
        yield end_for_drug(DrugLeft(drug_id=drug_id, last_day=last_day, by=None, on=on))
