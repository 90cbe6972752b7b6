"""The law's clock over all applications: what is overdue, and what a new calendar changes."""

from datetime import date
from typing import cast

from django.db.models.functions import Coalesce

from acts.demands import carries
from eligibility.applications.announcements import ApplicationsOverdue, OverdueCase
from eligibility.applications.deeds import OVERDUE, RECOMPUTE_DEADLINE
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.policy import Intake, Reviewing
from eligibility.applications.queries.applications import overdue, running_through
from kit.action import action
from kit.locks import BATCH, lock_free_rows, lock_rows
from province.calendar.queries import fresh_calendar
from province.calendar.rules.workdays import WorkCalendar
from province.events.actions.recording import record_each
from province.events.announcements import announce
from province.events.rules import Actor
from province.law.queries.policy import current_policy


@action
@carries("review_overdue")
def mark_overdue(*, on: date) -> int:
    """Flag applications whose clock ran out before the day, each once, and announce them together. Returns how many.

    One batch: what is left is flagged by the next call, and nothing is left where it flags none.
    """
    # What is just being decided is flagged the next time, if it is late then.
    rows = lock_free_rows(overdue(on)).values_list("pk", "deadline", "insured_area_id")[:BATCH]
    cases = tuple(OverdueCase(pk, cast(date, deadline), area) for pk, deadline, area in rows)
    TreatmentApplication.objects.filter(pk__in=[case.application_id for case in cases]).update(overdue_since=on)
    record_each(OVERDUE, [(case.application_id, case.area) for case in cases], by=None, on=on)
    if cases:
        announce(ApplicationsOverdue(cases=cases, by=None, on=on))
    return len(cases)


@action
def recompute_deadlines(*, year: int, by: Actor | None, on: date) -> int:
    """Count anew every running deadline that touches the year whose calendar changed. Returns how many moved."""
    calendar = fresh_calendar()
    affected = running_through(year).annotate(came_on=Coalesce("supplemented_on", "received_on"))
    # Every one, waiting where it must: a deadline that was passed by would stay counted by the old calendar.
    changes = [case for case in lock_rows(affected) if _counted_anew(case, calendar, on)]
    fields = ["deadline", "deadline_provisional", "intake_deadline", "intake_provisional", "overdue_since"]
    TreatmentApplication.objects.bulk_update(changes, fields, batch_size=500)
    objects = [(case.pk, case.insured_area_id) for case in changes]
    return record_each(RECOMPUTE_DEADLINE, objects, by=by, on=on, why=f"{year} 年工作日历更新")


def _counted_anew(case: TreatmentApplication, calendar: WorkCalendar, on: date) -> bool:
    """Set both deadlines as the calendar has them now; whether one of them changed."""
    policy, before = current_policy(), _deadlines(case)
    if case.clock_from is not None:
        review = calendar.deadline(case.clock_from, policy[Reviewing].working_days.on(case.clock_from))
        case.deadline, case.deadline_provisional = review
        case.overdue_since = case.overdue_since if review.day < on else None
    if case.intake_deadline is not None:
        came_on: date = case.came_on  # type: ignore[attr-defined]
        intake = calendar.deadline(came_on, policy[Intake].working_days.on(came_on))
        case.intake_deadline, case.intake_provisional = intake
    return _deadlines(case) != before


def _deadlines(case: TreatmentApplication) -> tuple[object, ...]:
    return case.deadline, case.deadline_provisional, case.intake_deadline, case.intake_provisional
