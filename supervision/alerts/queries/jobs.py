"""How each job stands: its last run, its last success, what waits for it, and for how long it has been late."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter

from django.conf import settings

from kit.pages.parts import Tone
from province.jobs.models import JobRun
from province.jobs.schedule import JOBS, Backlog, Job
from province.jobs.words import RunOutcome


@dataclass(frozen=True)
class Standing:
    """One job as of a moment. `late_since` is when what should be done began to wait; None while nothing is late."""

    job: Job
    last: JobRun | None
    success: JobRun | None
    backlog: Backlog | None
    late_since: datetime | None
    at: datetime

    @property
    def late(self) -> timedelta:
        """How long it has been late."""
        return self.at - self.late_since if self.late_since else timedelta(0)

    @property
    def tone(self) -> Tone:
        """Amber after the minutes that operations allow, red after more of them; a failed run is amber at once."""
        if self.late > timedelta(minutes=settings.JOBS_RED_MINUTES):
            return Tone.OVER
        has_failed = self.last is not None and self.last.outcome is RunOutcome.FAILED
        if has_failed or self.last is None or self.late > timedelta(minutes=settings.JOBS_AMBER_MINUTES):
            return Tone.SOON
        return Tone.FINE


def standings(at: datetime) -> list[Standing]:
    """Return how every scheduled job stands, one query and those that count what waits."""
    last, success = _latest()
    return [_standing(job, last.get(name), success.get(name), at) for name, job in JOBS.items()]


def late_jobs(at: datetime) -> list[Standing]:
    """Return the jobs that are amber or red, the latest first."""
    late = [standing for standing in standings(at) if standing.tone is not Tone.FINE]
    return sorted(late, key=lambda standing: standing.late, reverse=True)


def _latest() -> tuple[dict[str, JobRun], dict[str, JobRun]]:
    """The last run and the last success of each job: two rows a job from the index, however many runs there are."""
    runs = [
        JobRun.objects.filter(job=name, **such).order_by("-id")[:1] for name in JOBS for such in ({}, {"error": ""})
    ]
    by_age = sorted(runs[0].union(*runs[1:]), key=attrgetter("pk"))
    return {run.job: run for run in by_age}, {run.job: run for run in by_age if not run.error}


def _standing(job: Job, last: JobRun | None, success: JobRun | None, at: datetime) -> Standing:
    backlog = job.backlog(at) if job.backlog else None
    since = [backlog.since] if backlog and backlog.count and backlog.since else []
    if success is not None and (due := success.finished_at + job.period.length) < at:
        since.append(due)
    return Standing(job, last, success, backlog, min(since, default=None), at)
