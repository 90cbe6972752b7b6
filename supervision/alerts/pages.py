"""Alerts: the table, one alert, and dealing with it."""

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from kit.clock import today
from kit.errors import DomainError
from kit.pages.parts import Tone
from kit.pages.table import Column, Table
from province.frame.access import page, who
from province.frame.history import page_of
from province.law.queries.policy import article_against
from province.staff.words import Role
from province.templatetags.components import article, status
from supervision.alerts import queries as alerts
from supervision.alerts.actions import dismiss
from supervision.alerts.forms import DismissalForm
from supervision.alerts.models import Alert
from supervision.alerts.words import AlertKind, AlertState

READERS = [Role.SUPERVISOR, Role.PROVINCIAL_AGENCY, Role.LOCAL_DEPARTMENT, Role.AUDITOR]


class AlertFilters(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(label="类别", choices=AlertKind.as_choices)
    state = django_filters.ChoiceFilter(label="状态", choices=AlertState.as_choices, method="in_state")

    def in_state(self, rows: QuerySet[Alert], name: str, value: str) -> QuerySet[Alert]:
        return rows.filter(dismissed_on__isnull=value == AlertState.OPEN)


def state_of(alert: Alert) -> str:
    return (
        status(AlertState.CLOSED.label, Tone.FINE) if alert.dismissed_on else status(AlertState.OPEN.label, Tone.OVER)
    )


class AlertTable(Table):
    caption = "预警"
    order = "-raised_on"
    filters = AlertFilters
    opens = "supervision:alert"
    empty = "目前没有预警。"
    hint = "期限已过、期限暂定等情形会自动列在这里。"
    columns = (
        Column("raised_on", "发出日", sort="raised_on"),
        Column("kind", "类别", sort="kind", value=lambda alert: alert.get_kind_display()),
        Column("text", "说明"),
        Column("area", "区划", sort="area", value=lambda alert: alert.area_name),
        Column("source", "依据", show=article),
        Column("state", "状态", value=lambda alert: alert, show=state_of, exported=lambda a: str(a.dismissed_on or "")),
    )


@page(roles=READERS)
def alert_list(request: HttpRequest) -> HttpResponseBase:
    return AlertTable(request, alerts.visible_to(who(request))).respond()


@page(roles=READERS)
def alert_detail(request: HttpRequest, pk: int) -> HttpResponse:
    alert = get_object_or_404(alerts.visible_to(who(request)), pk=pk)
    form = DismissalForm(request.POST or None)
    may_dismiss = who(request).role == Role.SUPERVISOR and alert.dismissed_on is None
    if request.method == "POST" and may_dismiss and form.is_valid():
        try:
            dismiss(alert=alert, reason=form.cleaned_data["reason"], by=who(request), on=today())
        except DomainError as refused:
            form.refuse(refused, article_against(refused))
        else:
            messages.success(request, "预警已处理。")
            return redirect("supervision:alerts")
    context = {"alert": alert, "form": form, "may_dismiss": may_dismiss, "state": state_of(alert)}
    context["subject"] = page_of(alert.noun, alert.object_id)
    return render(request, "supervision/alert.html", context)
