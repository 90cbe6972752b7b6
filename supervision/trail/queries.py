"""The audit trail and the record of scheduled work."""

from django.db.models import QuerySet

from province.events.models import Event
from province.jobs.models import JobRun
from province.staff.models import Account
from province.staff.queries import within_area_of
from province.staff.words import Role


def events_visible_to(user: Account) -> QuerySet[Event]:
    """An auditor sees every event, an official those of his area."""
    if user.role == Role.AUDITOR:
        return Event.objects.all()
    return Event.objects.filter(within_area_of(user))


def job_runs() -> QuerySet[JobRun]:
    return JobRun.objects.all()
