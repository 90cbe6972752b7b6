"""Alerts: the table, one alert, and dealing with it."""

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from kit.clock import today
from kit.errors import DomainError
from kit.pages.filters import word_filter
from kit.pages.parts import Tone
from kit.pages.table import ChoiceColumn, Column, StateColumn, Table
from province.frame.access import page, who
from province.frame.cloakroom import form_data
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
    kind = word_filter(AlertKind, "类别")
    state = word_filter(AlertState, "状态", method="in_state")

    def in_state(self, rows: QuerySet[Alert], name: str, value: str) -> QuerySet[Alert]:
        return rows.filter(dismissed_on__isnull=value == AlertState.OPEN)


def state_of(alert: Alert) -> AlertState:
    return AlertState.CLOSED if alert.dismissed_on else AlertState.OPEN


def state_shown(state: AlertState) -> str:
    return status(state.label, Tone.FINE if state is AlertState.CLOSED else Tone.OVER)


class AlertTable(Table):
    caption = "预警"
    order = "-raised_on"
    filters = AlertFilters
    opens = "supervision:alert"
    empty = "目前没有预警。"
    hint = "期限已过、期限暂定等情形会自动列在这里。"
    columns = (
        Column("raised_on", "发出日", sort="raised_on"),
        ChoiceColumn("kind", "类别", sort="kind"),
        Column("text", "说明"),
        Column("area_name", "区划", sort="area"),
        Column("source", "依据", show=article),
        StateColumn(value=state_of, show=state_shown),
    )


@page(roles=READERS)
def alert_list(request: HttpRequest) -> HttpResponseBase:
    return AlertTable(request, alerts.visible_to(who(request))).respond()


@page(roles=READERS)
def alert_detail(request: HttpRequest, pk: int) -> HttpResponse:
    alert = get_object_or_404(alerts.visible_to(who(request)), pk=pk)
    form = DismissalForm(form_data(request))
    may_dismiss = who(request).role == Role.SUPERVISOR and alert.dismissed_on is None
    if request.method == "POST" and may_dismiss and form.is_valid():
        try:
            dismiss(alert=alert, reason=form.cleaned_data["reason"], by=who(request), on=today())
        except DomainError as refused:
            form.refuse(refused, article_against(refused))
        else:
            messages.success(request, "预警已处理。")
            return redirect("supervision:alerts")
    context = {"alert": alert, "form": form, "may_dismiss": may_dismiss, "state": state_shown(state_of(alert))}
    context["subject"] = page_of(alert.noun, alert.object_id)
    return render(request, "supervision/alert.html", context)
