"""The audit trail and the record of scheduled work, read only."""

from collections.abc import Iterator

import django_filters
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from kit.clock import now
from kit.pages.filters import word_filter
from kit.pages.parts import Tone
from kit.pages.table import Column, Table
from kit.templatetags.words import moment
from province.events.models import Event
from province.frame.access import page, who
from province.frame.briefing import Line
from province.jobs.models import JobRun
from province.jobs.schedule import JOBS, title_of
from province.jobs.words import RunOutcome
from province.staff.models import Account
from province.staff.words import Role
from province.templatetags.components import article, status
from supervision.alerts.queries.jobs import Standing, late_jobs, standings
from supervision.trail import queries as trail
from supervision.trail.pages import words


class EventFilters(django_filters.FilterSet):
    noun = django_filters.ChoiceFilter(label="对象", choices=words.things)
    object_id = django_filters.CharFilter(label="名称或编号", method="by_name", max_length=60)
    on = django_filters.DateFilter(label="业务日期")

    def by_name(self, rows: QuerySet[Event], _name: str, words: str) -> QuerySet[Event]:
        return rows.filter(trail.with_name(words))


class EventTable(Table):
    caption = "审计轨迹"
    order = "-id"
    filters = EventFilters
    export_name = "审计轨迹"
    empty = "没有符合条件的事件。"
    hint = "放宽上面的条件再查。"
    columns = (
        Column("id", "序号", sort="id", numeric=True),
        Column("at", "时间", show=moment),
        Column("actor_name", "经办人", value=words.actor, draw=words.actor_shown),
        Column("noun", "对象", value=words.thing),
        Column("object_id", "名称或编号", value=words.name, draw=words.name_shown),
        Column("verb", "动作", value=words.act),
        Column("after", "结果", value=words.state),
        Column("why", "理由"),
        Column("obligation", "依据", show=article),
    )


class RunFilters(django_filters.FilterSet):
    outcome = word_filter(RunOutcome, "结果", method="ended_so")

    def ended_so(self, rows: QuerySet[JobRun], _name: str, outcome: str) -> QuerySet[JobRun]:
        return rows.filter(trail.ENDED[RunOutcome(outcome)])


TONES = {RunOutcome.FAILED: Tone.OVER, RunOutcome.STUCK: Tone.OVER, RunOutcome.PART: Tone.SOON}


def outcome_of(run: JobRun) -> str:
    return status(run.outcome.label, TONES.get(run.outcome, Tone.FINE), run.error)


def counts_of(run: JobRun) -> str:
    """What a run did, and what it left."""
    rest = "" if not run.waiting_after else f"，剩余 {run.waiting_after}"
    return "，".join(f"{name} {number}" for name, number in run.counts.items()) + rest


class RunTable(Table):
    caption = "任务运行"
    order = "-id"
    filters = RunFilters
    empty = "这项任务还没有运行过。"
    hint = "任务由调度进程按时启动；请确认调度与任务进程在运行。"
    columns = (
        Column("id", "序号", sort="id", numeric=True),
        Column("period_key", "时段"),
        Column("finished_at", "完成时间", show=moment),
        Column("counts", "办理", value=counts_of),
        Column("error", "结果", draw=outcome_of),
    )


JOB_READERS = [Role.AUDITOR, Role.SUPERVISOR, Role.SYSTEM_ADMIN]


@page(roles=[Role.AUDITOR, Role.SUPERVISOR])
def event_list(request: HttpRequest) -> HttpResponseBase:
    return EventTable(request, trail.events_visible_to(who(request))).respond()


@page(roles=JOB_READERS)
def job_list(request: HttpRequest) -> HttpResponseBase:
    """Show every job on one line: its last run, its last success, what it left undone and since when."""
    rows = [(standing, state_of(standing)) for standing in standings(now())]
    return render(request, "supervision/jobs.html", {"rows": rows})


def state_of(standing: Standing) -> str:
    """Where a job stands, in a word and its tone."""
    last, backlog = standing.last, standing.backlog
    if last is None:
        words = "尚未运行"
    elif last.outcome is RunOutcome.FAILED:
        words = "最近一次失败"
    elif standing.tone is Tone.FINE:
        words = "正常"
    else:
        words = "积压" if backlog and backlog.count else "未按时运行"
    return status(words, standing.tone, last.error if last else "")


@page(roles=JOB_READERS)
def job_runs(request: HttpRequest, job: str) -> HttpResponseBase:
    """Show the runs of one job, also of one that is no longer scheduled."""
    rows = trail.runs_of(job)
    if job not in JOBS and not rows.exists():
        raise Http404
    return RunTable(request, rows).respond("supervision/job.html", title=title_of(job))


def jobs_behind(_: Account) -> Iterator[Line]:
    """The jobs that are late or fail, for whoever keeps the system running."""
    for standing in late_jobs(now()):
        name = standing.job.name
        waiting = f"积压 {standing.backlog.count}" if standing.backlog and standing.backlog.count else "未按时完成"
        since = f"自 {moment(standing.late_since)}" if standing.late_since else ""
        yield Line(title_of(name), reverse("supervision:job", args=[name]), since, waiting, standing.tone)
