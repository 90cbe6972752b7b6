"""The audit trail and the record of scheduled work, read only."""

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from kit.pages.parts import Tone
from kit.pages.table import Column, Table
from kit.templatetags.words import moment
from province.events.models import Event
from province.frame.access import page, who
from province.jobs.models import JobRun
from province.jobs.schedule import JOBS, title_of
from province.staff.words import Role
from province.templatetags.components import article, status
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


class JobFilters(django_filters.FilterSet):
    job = django_filters.ChoiceFilter(label="任务", choices=lambda: [(name, title_of(name)) for name in JOBS])
    outcome = django_filters.ChoiceFilter(
        label="结果", choices=[("failed", "失败"), ("done", "完成")], method="ended_so"
    )

    def ended_so(self, rows: QuerySet[JobRun], _name: str, outcome: str) -> QuerySet[JobRun]:
        return rows.exclude(error="") if outcome == "failed" else rows.filter(error="")


def outcome_of(run: JobRun) -> str:
    return status("失败", Tone.OVER, run.error) if run.error else status("完成", Tone.FINE)


class JobTable(Table):
    caption = "定时任务"
    order = "-id"
    filters = JobFilters
    empty = "还没有任务运行过。"
    hint = "任务由调度进程按日启动；请确认调度与任务进程在运行。"
    columns = (
        Column("id", "序号", sort="id", numeric=True),
        Column("job", "任务", value=lambda run: title_of(run.job), sort="job"),
        Column("period_key", "时段"),
        Column("finished_at", "完成时间", sort="finished_at", show=moment),
        Column("counts", "结果", value=lambda run: "，".join(f"{k} {v}" for k, v in run.counts.items())),
        Column("error", "状态", draw=outcome_of),
    )


@page(roles=[Role.AUDITOR, Role.SUPERVISOR])
def event_list(request: HttpRequest) -> HttpResponseBase:
    return EventTable(request, trail.events_visible_to(who(request))).respond()


@page(roles=[Role.AUDITOR, Role.SUPERVISOR, Role.SYSTEM_ADMIN])
def job_list(request: HttpRequest) -> HttpResponseBase:
    return JobTable(request, trail.job_runs()).respond()
