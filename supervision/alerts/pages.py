"""Alerts: the list with how each thing stands now, one alert, dealing with one, with several, or with its officer."""

from collections.abc import Iterator
from functools import cached_property

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kit.clock import today
from kit.errors import DomainError
from kit.pages.filters import word_filter
from kit.pages.keyset import Slice
from kit.pages.parts import Tone
from kit.pages.table import ChoiceColumn, Column, StateColumn, Table
from kit.templatetags.words import NOTHING
from province.areas.models import Area
from province.areas.queries.scope import within
from province.areas.words import AreaLevel
from province.frame.access import page, who
from province.frame.briefing import MOST_LINES, Line, yesterday
from province.frame.cloakroom import form_data
from province.frame.history import moments, page_of
from province.law.queries.policy import article_against
from province.staff.models import Account
from province.staff.queries import within_area_of
from province.staff.words import Role
from province.templatetags.components import status
from settlement.claims.deeds import CLAIM
from settlement.claims.pages.roles import READERS as CLAIM_READERS
from supervision.alerts.actions import dismiss, dismiss_many, urge
from supervision.alerts.deeds import ALERT
from supervision.alerts.forms import DismissalForm, UrgeForm
from supervision.alerts.models import OPEN, Alert
from supervision.alerts.queries import alerts
from supervision.alerts.queries.standings import with_standings
from supervision.alerts.words import AlertKind, AlertState
from supervision.trail.pages.trail import JOB_READERS

READERS = [Role.SUPERVISOR, Role.PROVINCIAL_AGENCY, Role.LOCAL_DEPARTMENT, Role.AUDITOR]
LIST = "supervision:alerts"
WAITING = "waiting"
TONES = {AlertState.OPEN: Tone.OVER, AlertState.URGED: Tone.SOON, AlertState.CLEARED: Tone.PLAIN}


def areas_of(request: HttpRequest) -> QuerySet[Area]:
    """The cities and counties of the account's area."""
    rows = Area.objects.filter(within_area_of(who(request), "code")).exclude(level=AreaLevel.PROVINCE)
    return rows.select_related("parent").order_by("code")


def officers_of(request: HttpRequest) -> QuerySet[Account]:
    """Who decides or accepts applications in the account's area."""
    rows = Account.objects.filter(within_area_of(who(request)), role__in=[Role.CLERK, Role.REVIEWER])
    return rows.order_by("area", "name")


class AlertFilters(django_filters.FilterSet):
    kind = word_filter(AlertKind, "类别")
    state = django_filters.ChoiceFilter(
        label="状态", choices=lambda: [(WAITING, "未关闭"), *AlertState.as_choices()], method="in_state"
    )
    area = django_filters.ModelChoiceFilter(label="区划", queryset=areas_of, method="in_area", empty_label="全部")
    officer = django_filters.ModelChoiceFilter(
        label="经办人", queryset=officers_of, method="of_officer", empty_label="全部"
    )

    def in_state(self, rows: QuerySet[Alert], name: str, value: str) -> QuerySet[Alert]:
        return rows.filter(OPEN if value == WAITING else alerts.IN_STATE[AlertState(value)])

    def in_area(self, rows: QuerySet[Alert], name: str, area: Area) -> QuerySet[Alert]:
        return rows.filter(within(area.code))

    def of_officer(self, rows: QuerySet[Alert], name: str, officer: Account) -> QuerySet[Alert]:
        return rows.filter(alerts.of_officer(officer))


def may_open(user: Account, alert: Alert) -> bool:
    """Whether the role opens the thing that the alert is about, and so reads whose it is."""
    return alert.noun != CLAIM.word or user.role in CLAIM_READERS


def subject_shown(user: Account, alert: Alert) -> SafeString:
    """The thing by its number, with patient and drug where the role may read of it; what is of nobody in its words."""
    standing = alert.standing
    owner = f"{standing.patient}，{standing.drug}" if standing.patient and may_open(user, alert) else ""
    more = owner if standing.patient else alert.text
    return format_html('<span class="nowrap">{}</span><span class="quiet d-block">{}</span>', standing.number, more)


def subject_page(user: Account, alert: Alert) -> str:
    """The address of the thing that an alert is about; empty where it has none for this role."""
    if alert.kind is AlertKind.JOB_BEHIND:
        return reverse("supervision:job", args=[alert.object_id]) if user.role in JOB_READERS else ""
    return page_of(alert.noun, alert.object_id) if may_open(user, alert) else ""


def now_shown(alert: Alert) -> str:
    """How the thing stands; of an alert that closed by itself, what took its cause away."""
    return alert.cleared_for or alert.standing.words or NOTHING


def state_of(alert: Alert) -> AlertState:
    return alert.state


def state_cell(alert: Alert) -> SafeString:
    """The state, and who dealt with it how and when."""
    return format_html('{}<span class="quiet d-block">{}</span>', state_shown(alert), dealt_with(alert))


def state_shown(alert: Alert) -> SafeString:
    return status(alert.state.label, TONES.get(alert.state, Tone.FINE))


def dealt_with(alert: Alert) -> str:
    """Who dealt with an alert, when, and with which result; empty where nobody has."""
    if alert.dismissed_by:
        label = f"{alert.result.label}，" if alert.result else ""
        return f"{label}{alert.dismissed_by.name} {alert.dismissed_on}"
    if alert.cleared_on:
        return str(alert.cleared_on)
    return f"{alert.urged_by.name} {alert.urged_on}" if alert.urged_by else ""


class AlertTable(Table):
    caption = "预警"
    order = "-raised_on"
    filters = AlertFilters
    opens = "supervision:alert"
    empty = "目前没有预警。"
    hint = "期限已过、期限暂定等情形会自动列在这里，原因消除的自行关闭。"

    def __init__(self, request: HttpRequest, rows: QuerySet[Alert], ticks: list[str]) -> None:
        super().__init__(request, rows)
        self.user, self.ticks = who(request), ticks

    @property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        columns = (
            Column("raised_on", "发出日", sort="raised_on"),
            ChoiceColumn("kind", "类别", sort="kind"),
            Column("object_id", "所涉事项", draw=lambda alert: subject_shown(self.user, alert)),
            Column("text", "目前情况", draw=now_shown),
            Column("standing.officer", "经办人"),
            Column("area_name", "区划", sort="area"),
            StateColumn(value=state_of, draw=state_cell),
        )
        return (*columns, Column("pk", "选择", draw=self.pick)) if self.user.role is Role.SUPERVISOR else columns

    def pick(self, alert: Alert) -> str:
        """A tick that chooses an alert for the form below the list; nothing for one that is closed."""
        if not alert.is_open:
            return NOTHING
        mark = " checked" if str(alert.pk) in self.ticks else ""
        label = f"选择 {alert.standing.number}"
        tick = (
            '<input class="form-check-input" type="checkbox" name="alerts" value="{}" form="close" aria-label="{}"{}>'
        )
        return format_html(tick, alert.pk, label, SafeString(mark))  # nosec B703  (one of two constants)

    @cached_property
    def slice(self) -> Slice:
        """The part of the list that the page shows, each alert with how its thing stands now."""
        part = super().slice
        with_standings(part.rows, today())
        return part


@page(roles=READERS)
def alert_list(request: HttpRequest) -> HttpResponseBase:
    """Show the alerts; a supervisor closes several of one kind with one result."""
    user, data = who(request), form_data(request)
    form = DismissalForm(data)
    ticks = data.getlist("alerts") if data is not None else []
    may_close = user.role is Role.SUPERVISOR
    if request.method == "POST" and may_close and form.is_valid():
        numbers = [int(number) for number in ticks if number.isdecimal()]
        try:
            rows = dismiss_many(alerts=numbers, by=user, on=today(), **form.cleaned_data)
        except DomainError as refused:
            form.refuse(refused, article_against(refused))
        else:
            messages.success(request, f"{len(rows)} 条预警已处理。")
            return redirect(request.get_full_path())
    table = AlertTable(request, alerts.for_lists(alerts.visible_to(user)), ticks)
    return table.respond("supervision/alerts.html", form=form, may_close=may_close)


@page(roles=READERS)
def alert_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one alert, and have it dealt with."""
    alert = get_object_or_404(alerts.for_lists(alerts.visible_to(who(request))), pk=pk)
    form = DismissalForm(form_data(request))
    may_act = who(request).role is Role.SUPERVISOR and alert.is_open
    if request.method == "POST" and may_act and form.is_valid():
        try:
            dismiss(alert=alert, by=who(request), on=today(), **form.cleaned_data)
        except DomainError as refused:
            form.refuse(refused, article_against(refused))
        else:
            messages.success(request, "预警已处理。")
            return redirect(LIST)
    return _screen(request, alert, form, UrgeForm())


@page(roles=[Role.SUPERVISOR], owner="supervision:alert", deed="督办")
def urge_alert(request: HttpRequest, pk: int) -> HttpResponse:
    """Urge the officer of an overdue application."""
    alert = get_object_or_404(alerts.for_lists(alerts.visible_to(who(request))), pk=pk)
    form = UrgeForm(form_data(request))
    if form.is_valid():
        try:
            urge(alert=alert, by=who(request), on=today(), **form.cleaned_data)
        except DomainError as refused:
            form.refuse(refused, article_against(refused))
        else:
            messages.success(request, "已督办，经办人在首页和“提醒”中看到。")
            return redirect("supervision:alert", alert.pk)
    return _screen(request, alert, DismissalForm(), form)


def _screen(request: HttpRequest, alert: Alert, form: DismissalForm, urge_form: UrgeForm) -> HttpResponse:
    user = who(request)
    with_standings([alert], today())
    may_act = user.role is Role.SUPERVISOR and alert.is_open
    context = {
        "alert": alert,
        "form": form,
        "urge_form": urge_form,
        "may_dismiss": may_act,
        "may_urge": may_act and alert.kind is AlertKind.APPLICATION_OVERDUE and not alert.standing.gone_on,
        "state": state_shown(alert),
        "now": now_shown(alert),
        "dealt_with": dealt_with(alert),
        "shows_whose": may_open(user, alert),
        "subject": subject_page(user, alert),
        "moments": moments(ALERT, number=alert.pk, newest_first=False),
    }
    return render(request, "supervision/alert.html", context)


def urged_cases(account: Account) -> Iterator[Line]:
    """What a supervisor urged of an officer, as his notices say it."""
    for alert, case in alerts.urged_of(account)[:MOST_LINES]:
        url = reverse("eligibility:case", args=[case.pk])
        by = f"{alert.urged_by.name} {alert.urged_on}" if alert.urged_by else ""
        yield Line(case.number, url, f"{by}：{alert.urged_for}")


def next_alerts(account: Account) -> Iterator[Line]:
    """The alerts that wait longest, with how their things stand now."""
    waiting = alerts.waiting_for(account).order_by("raised_on", "pk")[:MOST_LINES]
    for alert in with_standings(waiting, today()):
        words = "，".join(part for part in (alert.standing.number, alert.standing.words) if part)
        yield Line(f"{alert.kind.label}：{words}", reverse("supervision:alert", args=[alert.pk]))


def alerts_lately(account: Account) -> Iterator[Line]:
    """How many alerts came and went since yesterday."""
    counts = alerts.changed_since(account, yesterday(today()))
    for state, count in counts.items():
        word = "新发出" if state is AlertState.OPEN else state.label
        address = reverse(LIST) if state is AlertState.OPEN else f"{reverse(LIST)}?state={state.value}"
        if count:
            yield Line(f"{count} 条预警{word}", address)
