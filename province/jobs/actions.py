"""Scheduled work: one action, one period, one effect, one row."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.core.cache import caches
from django.db import connection, transaction
from redis.exceptions import RedisError

from kit.clock import now
from kit.errors import Busy
from province.jobs.models import JobRun
from province.jobs.queries import PROGRESS

PROGRESS_SECONDS = 600
logger = logging.getLogger(__name__)

Counts = dict[str, int]


Waiting = Callable[[], int | None]


def unknown() -> None:
    """What waits for a job that finds its work by looking."""


def run(*, job: str, period: str, on: date, action: Callable[[], Counts], waiting: Waiting = unknown) -> JobRun | None:
    """Do `action` unless it has been done for `period`, and keep its counts with what was waiting before and after.

    None when there is nothing to do.

    A second scheduler finds the lock taken or the row written. A failure undoes the effect, leaves a row
    with the error, and is raised again; the next tick tries anew.
    """
    write = partial(_write, job, period, on, now())
    try:
        with transaction.atomic():
            if not _ask("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", job) or _is_done(job, period):
                return None
            return write(_work_of(action, waiting))
    except Exception as error:
        _note(error, job, period, write)
        raise


def run_in_steps(
    *, job: str, period: str, on: date, action: Callable[[], Counts], waiting: Waiting = unknown
) -> JobRun | None:
    """As `run`, for work whose every step is a transaction of its own: what is done stays done when a later one fails.

    For talking to other systems, during which no transaction may stay open, and for batches whose rows others wait for.
    """
    write = partial(_write, job, period, on, now())
    with _alone(job) as alone:
        if not alone or _is_done(job, period):
            return None
        try:
            return write(_work_of(action, waiting))
        except Exception as error:
            _note(error, job, period, write)
            raise


def tell(work: str, done: int) -> None:
    """Tell how far work is that is one transaction, which nobody can look into: lost without Valkey, and no harm."""
    with suppress(RedisError):
        caches["shared"].set(PROGRESS.format(work=work), done, PROGRESS_SECONDS)


@dataclass(frozen=True)
class Work:
    """What came of a run: its counts beside what was waiting before and after, or what went wrong."""

    counts: Counts
    before: int | None = None
    after: int | None = None
    error: str = ""


def _work_of(action: Callable[[], Counts], waiting: Waiting) -> Work:
    before, counts = waiting(), action()
    return Work(counts, before, waiting())


@contextmanager
def _alone(job: str) -> Iterator[bool]:
    """Hold the job for this connection; the lock goes with it, however it ends."""
    is_ours = _ask("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", job)
    try:
        yield is_ours
    finally:
        if is_ours:
            _ask("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", job)


def _ask(statement: str, job: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, [f"job {job}"])
        return bool(cursor.fetchone()[0])


def _is_done(job: str, period: str) -> bool:
    return JobRun.objects.filter(job=job, period_key=period, error="").exists()


def _note(error: Exception, job: str, period: str, write: Callable[[Work], JobRun]) -> None:
    """Leave a row with what went wrong: its first line, since PostgreSQL's further ones quote the data."""
    error = error.__cause__ if isinstance(error, Busy) and isinstance(error.__cause__, Exception) else error
    logger.error("job %s for %s failed: %s", job, period, type(error).__name__)
    first, *_ = str(error).splitlines() or [""]
    write(Work({}, error=f"{type(error).__name__}: {first}"[:500]))


def _write(job: str, period: str, on: date, start: datetime, work: Work) -> JobRun:
    return JobRun.objects.create(
        job=job,
        period_key=period,
        on=on,
        started_at=start,
        finished_at=now(),
        counts=work.counts,
        error=work.error,
        waiting_before=work.before,
        work_done=sum(work.counts.values()),
        waiting_after=work.after,
    )
