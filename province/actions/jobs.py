"""Scheduled work: one action, one period, one effect, one row."""

import logging
from collections.abc import Callable
from datetime import date, datetime

from django.db import connection, transaction

from province.clock import now
from province.models import JobRun

logger = logging.getLogger(__name__)

Counts = dict[str, int]


def run(*, job: str, period: str, on: date, action: Callable[[], Counts]) -> JobRun | None:
    """Do `action` unless it has been done for `period`, and keep its counts; None when there is nothing to do.

    A second scheduler finds the lock taken or the row written. A failure undoes the effect, leaves a row
    with the error, and is raised again; the next tick tries anew.
    """
    started = now()
    try:
        with transaction.atomic():
            return _once(job, period, on, started, action)
    except Exception as error:
        logger.exception("job %s for %s failed", job, period)
        _write(job, period, on, started, counts={}, error=f"{type(error).__name__}: {error}"[:500])
        raise


def _once(job: str, period: str, on: date, started: datetime, action: Callable[[], Counts]) -> JobRun | None:
    if not _only_runner(job) or JobRun.objects.filter(job=job, period_key=period, error="").exists():
        return None
    return _write(job, period, on, started, counts=action())


def _only_runner(job: str) -> bool:
    """Hold the job for this transaction; another scheduler's run is left to finish alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"job {job}"])
        return bool(cursor.fetchone()[0])


def _write(job: str, period: str, on: date, started: datetime, *, counts: Counts, error: str = "") -> JobRun:
    return JobRun.objects.create(
        job=job, period_key=period, on=on, started_at=started, finished_at=now(), counts=counts, error=error
    )
