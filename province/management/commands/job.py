"""Runs one scheduled job by hand: dry unless told otherwise."""

from datetime import date, datetime

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from kit.clock import SHANGHAI, now, today
from kit.period import parse_day
from province.jobs.actions import Counts
from province.jobs.schedule import JOBS, Job


class Command(BaseCommand):
    """Without --do, everything is done and taken back again; the counts are what it would have come to."""

    help = "Run a scheduled job; without --do only say what it would do."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", choices=sorted(JOBS), help="without a name, all are listed")
        parser.add_argument("--on", type=parse_day, help="the day to do it for (default: today)")
        parser.add_argument("--do", action="store_true", help="really do it, once for its period")

    def handle(self, *_args: object, name: str | None, on: date | None, do: bool, **_options: object) -> None:
        if name is None:
            for job in JOBS.values():
                self.stdout.write(f"{job.name:<22}{job.title}")
            return
        job, at = JOBS[name], datetime.combine(on, now().timetz(), SHANGHAI) if on else now()
        self.stdout.write(run_once(job, at) if do else try_out(job, at))


def run_once(job: Job, at: datetime) -> str:
    """Raises CommandError for a day to come: it would count as done, and its own run would find nothing to do."""
    if at.date() > today():
        raise CommandError(f"{at:%Y-%m-%d} has not come yet: say it without --do to see what would be done.")
    run = job.run(at)
    if run is None:
        return f"{job.title}：本时段（{job.period(at)}）已经运行过。"
    return f"{job.title}（{run.period_key}）：{words(run.counts)}"


def try_out(job: Job, at: datetime) -> str:
    """Raises CommandError for work that cannot be taken back."""
    if job.speaks_out:
        raise CommandError(f"{job.name} speaks to another system, which cannot be taken back: say --do.")
    with transaction.atomic():
        counts = job.work(at)
        transaction.set_rollback(True)
    return f"{job.title}（试运行，未保存）：{words(counts)}"


def words(counts: Counts) -> str:
    """Return the counts of a run in words."""
    return "，".join(f"{name} {number}" for name, number in counts.items()) or "无"
