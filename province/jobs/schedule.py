"""Every scheduled job by its name, the doors that Celery opens to them, and the ground floor's own job.

A job is told the moment and does one action. `settings.CELERY_BEAT_SCHEDULE` says how often a door is knocked at;
the effect happens once a period however often that is, so a scheduler that was down catches up at the next knock.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from typing import TypeVar

from celery import Task, current_app, shared_task
from django.db import transaction
from django.db.models import Count, Min, Model, QuerySet
from kombu.exceptions import OperationalError

from kit import clock
from kit.words import say
from province.jobs.actions import Counts, run, run_in_steps
from province.jobs.models import JobRun

log = logging.getLogger(__name__)

Work = Callable[[datetime], Counts]


@dataclass(frozen=True)
class Rhythm:
    """How often a job has an effect: the period that a moment lies in by its name, and how long a period is."""

    named: Callable[[datetime], str]
    length: timedelta

    def __call__(self, at: datetime) -> str:
        """Return the name of the period."""
        return self.named(at)


@dataclass(frozen=True)
class Backlog:
    """What waits for a job: how many things, as far as they are counted, and since when the first of them."""

    count: int
    since: datetime | None


Thing = TypeVar("Thing", bound=Model)
BacklogOf = Callable[[datetime], Backlog]
MOST_COUNTED = 10_000


@dataclass(frozen=True)
class Job:
    """Work with a name, the words officials know it by, and the period that it happens once in.

    `in_steps` commits each of its steps; what `speaks_out` besides tells another system, and cannot be tried. `backlog`
    says what waits for it at a moment; a job without one finds its work by looking.
    """

    name: str
    title: str
    period: Rhythm
    work: Work
    in_steps: bool
    speaks_out: bool
    backlog: BacklogOf | None

    def run(self, at: datetime) -> JobRun | None:
        """Do it once for the period that `at` lies in; None when that was done. Raises what the work raises."""
        doing = run_in_steps if self.in_steps else run
        return doing(
            job=self.name, period=self.period(at), on=at.date(), action=lambda: self.work(at), waiting=self.waiting
        )

    def waiting(self) -> int | None:
        """Return how many things wait for it now; None for a job that finds its work by looking."""
        return self.backlog(clock.now()).count if self.backlog else None


JOBS: dict[str, Job] = {}


a_day = Rhythm(lambda at: f"{at:%Y-%m-%d}", timedelta(days=1))

# Of a job that pages ask for besides the schedule, which asks every minute.
a_second = Rhythm(lambda at: f"{at:%Y-%m-%d %H:%M:%S}", timedelta(minutes=1))


def minutes(length: int) -> Rhythm:
    """Periods of so many minutes, named by their first."""
    return Rhythm(lambda at: f"{at - timedelta(minutes=at.minute % length):%Y-%m-%d %H:%M}", timedelta(minutes=length))


def backlog_of(rows: QuerySet[Thing], field: str) -> Backlog:
    """Return the rows as a backlog: counted up to a bound, and the first of them by a day or moment in `field`.

    A day counts from its end: that is when the thing was to be done. One query.
    """
    counted = rows.order_by(field)[:MOST_COUNTED].aggregate(count=Count("pk"), first=Min(field))
    first = counted["first"]
    if first is not None and not isinstance(first, datetime):
        first = datetime.combine(first + timedelta(days=1), time.min, clock.SHANGHAI)
    return Backlog(counted["count"], first)


def job(
    name: str,
    title: str,
    *,
    period: Rhythm = a_day,
    in_steps: bool = False,
    speaks_out: bool = False,
    backlog: BacklogOf | None = None,
) -> Callable[[Work], Task]:
    """Make a function of the moment a job under this name, and give it a door."""

    def door(work: Work) -> Task:
        row = JOBS[name] = Job(name, title, period, work, in_steps, speaks_out, backlog)

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
