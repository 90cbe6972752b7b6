"""Every scheduled job by its name, the doors that Celery opens to them, and the ground floor's own job.

A job is told the moment and does one action. `settings.CELERY_BEAT_SCHEDULE` says how often a door is knocked at;
the effect happens once a period however often that is, so a scheduler that was down catches up at the next knock.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from celery import Task, current_app, shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from kit import clock
from kit.words import say
from province.jobs.actions import Counts, run, run_in_steps
from province.jobs.models import JobRun

log = logging.getLogger(__name__)

Work = Callable[[datetime], Counts]


PeriodOf = Callable[[datetime], str]


@dataclass(frozen=True)
class Job:
    """Work with a name, the words officials know it by, and the period that it happens once in.

    `in_steps` commits each of its steps; what `speaks_out` besides tells another system, and cannot be tried.
    """

    name: str
    title: str
    period: PeriodOf
    work: Work
    in_steps: bool
    speaks_out: bool

    def run(self, at: datetime) -> JobRun | None:
        """Do it once for the period that `at` lies in; None when that was done. Raises what the work raises."""
        doing = run_in_steps if self.in_steps else run
        return doing(job=self.name, period=self.period(at), on=at.date(), action=lambda: self.work(at))


JOBS: dict[str, Job] = {}


def a_day(at: datetime) -> str:
    """Return the period of a daily job: the day."""
    return f"{at:%Y-%m-%d}"


def a_second(at: datetime) -> str:
    """Return the period of a job that pages ask for besides the schedule: the second."""
    return f"{at:%Y-%m-%d %H:%M:%S}"


def minutes(length: int) -> PeriodOf:
    """Periods of so many minutes, named by their first."""
    return lambda at: f"{at - timedelta(minutes=at.minute % length):%Y-%m-%d %H:%M}"


def job(
    name: str, title: str, *, period: PeriodOf = a_day, in_steps: bool = False, speaks_out: bool = False
) -> Callable[[Work], Task]:
    """Make a function of the moment a job under this name, and give it a door."""

    def door(work: Work) -> Task:
        row = JOBS[name] = Job(name, title, period, work, in_steps, speaks_out)

        def knock() -> None:
            row.run(clock.now())

        return shared_task(name=name)(knock)

    return door


def in_batches(batch: Callable[[], int]) -> int:
    """Do one batch after the other until one finds nothing; return how many that were together.

    Each is a transaction of its own: a run that is cut off is gone on with by the next.
    """
    return sum(iter(batch, 0))


def ask_for(name: str) -> None:
    """Ask a worker for a job once this transaction stands; where no broker answers, the schedule comes to it."""
    transaction.on_commit(partial(_ask_worker, name))


def _ask_worker(name: str) -> None:
    try:
        current_app.send_task(name)
    except OperationalError:
        log.warning("no broker was there to be asked for %s", name)


def title_of(name: str) -> str:
    """What officials call a job; a name that is no longer scheduled stays readable."""
    return say(JOBS[name].title) if name in JOBS else name
