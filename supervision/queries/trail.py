"""The audit trail and the record of scheduled work."""

from django.db.models import QuerySet

from province.models import Account, Event, JobRun, Role
from province.queries.scope import within_area_of


def events_visible_to(user: Account) -> QuerySet[Event]:
    """An auditor sees every event, an official those of his area."""
    if user.role == Role.AUDITOR:
        return Event.objects.all()
    return Event.objects.filter(within_area_of(user))


def job_runs() -> QuerySet[JobRun]:
    return JobRun.objects.all()
