"""Raising alerts, dealing with them, and closing those whose cause is gone."""

from collections.abc import Iterable
from datetime import date, datetime

from acts.demands import carries
from eligibility.applications.announcements import ApplicationsOverdue
from eligibility.applications.deeds import APPLICATION
from eligibility.entitlements.announcements import EntitlementUnlikeListing
from eligibility.entitlements.deeds import ENTITLEMENT
from eligibility.prescriptions.announcements import SupplyBroughtForward
from eligibility.prescriptions.deeds import PRESCRIPTION
from kit.action import action
from kit.deeds import Noun
from kit.errors import NotFound, ReasonMissing
from kit.locks import lock_free_rows, lock_rows
from kit.pages.parts import Tone
from kit.words import say
from province.calendar.deeds import YEAR as CALENDAR_YEAR
from province.calendar.queries import missing_year
from province.events.actions.recording import record, record_each
from province.law.queries.policy import article, current_policy
from province.staff.models import Account
from province.staff.queries import within_area_of
from settlement.claims.announcements import SaleContradicted
from settlement.claims.deeds import CLAIM
from settlement.counter.announcements import FigureMissing, SaleNoted
from supervision.alerts.deeds import CLEAR, DISMISS, FIGURE, JOB, POLICY, URGE
from supervision.alerts.errors import (
    AlertAlreadyDismissed,
    AlertCleared,
    AlertNotUrgeable,
    AlertsUnlike,
    NoAlertChosen,
)
from supervision.alerts.models import OPEN, Alert
from supervision.alerts.queries.jobs import late_jobs
from supervision.alerts.queries.standings import with_standings
from supervision.alerts.rules import running_out
from supervision.alerts.words import AlertKind, AlertResult


def raise_overdue(overdue: ApplicationsOverdue) -> None:
    """Tell the supervisors of the areas, once of each application, that the legal clock ran out."""
    kind, ground, term = AlertKind.APPLICATION_OVERDUE, article("review_overdue"), say("{review}期限")
    _keep(
        [
            _alert(kind, APPLICATION, number, area, f"{term} {day} 已过，申请仍未决定。", ground, overdue.on)
            for number, day, area in overdue.cases
        ]
    )


@carries("missing_figure_alarm")
def raise_missing_figure(missing: FigureMissing) -> None:
    """Tell each area, once a day of purchase, that a figure is not set and sales are refused for it."""
    number = f"{missing.area} {missing.code} {missing.day}"
    alert = _alert(AlertKind.POLICY_MISSING, FIGURE, number, missing.area, missing.sentence, missing.source, missing.on)
    _keep([alert])


@carries("noted_sale")
def raise_noted_sale(announcement: SaleNoted) -> None:
    """Tell the insured area of a sale that was settled and should be looked at."""
    text, ground = f"结算 {announcement.claim_id}：{announcement.sentence}", article("noted_sale")
    _keep(
        [_alert(AlertKind.SALE_NOTED, CLAIM, announcement.claim_id, announcement.area, text, ground, announcement.on)]
    )


def raise_unlike_listing(unlike: EntitlementUnlikeListing) -> None:
    """Tell the insured area, once, of an entitlement that does not agree with the listings of its drug."""
    kind, ground = AlertKind.ENTITLEMENT_UNLIKE_LISTING, article("entitlement.drug_left")
    _keep([_alert(kind, ENTITLEMENT, unlike.entitlement_id, unlike.area, unlike.sentence, ground, unlike.on)])


def raise_contradicted_sale(sale: SaleContradicted) -> None:
    """Tell the insured area of a sale that what became known since contradicts; anew, if it was dealt with before."""
    text, ground = f"结算 {sale.claim_id}：{sale.sentence}请核实并决定是否追回。", article("noted_sale")
    kind = AlertKind.SALE_CONTRADICTED
    _keep([_alert(kind, CLAIM, sale.claim_id, sale.area, text, ground, sale.on)])


@carries("early_supply")
def raise_early_supply(early: SupplyBroughtForward) -> None:
    """Tell the insured area that somebody was prescribed more while she had enough, and why."""
    text = f"处方 {early.rxno}：手中还可用 {early.in_hand} 天，因{early.reason.label}提前续方。"
    ground = article("early_supply")
    _keep([_alert(AlertKind.EARLY_SUPPLY, PRESCRIPTION, early.rxno, early.area, text, ground, early.on)])


@action
@carries("policy_ending_warning")
def raise_policy_ending(*, on: date) -> int:
    """Tell the province, once for each last day, which parameters will not be in force when the warning term is over.

    Returns how many parameters.
    """
    policy, ground = current_policy(), article("policy_ending_warning")
    ending = running_out(policy, on)
    last_days = sorted({str(parameter.entry_on(on).period.last) for parameter in ending})
    alerts = [
        _alert(
            AlertKind.POLICY_ENDING,
            POLICY,
            f"{policy.act.id} {last}",
            policy.area,
            f"有政策参数在 {last} 之后失效，请及时续发或另行规定，否则届时暂停办理。",
            ground,
            on,
        )
        for last in last_days
    ]
    _keep(alerts)
    return len(ending)


@action
def raise_calendar_missing(*, on: date) -> int:
    """Tell the province, once for each year, that its notice of days off should be loaded by now. Returns how many."""
    policy = current_policy()
    year = missing_year(policy, on)
    if year is None:
        return 0
    text = f"{year} 年的放假安排尚未载入，跨入该年的期限都是暂定；请系统管理员或者省级目录管理员在“工作日历”载入。"
    ground = article("next_year_calendar")
    _keep([_alert(AlertKind.CALENDAR_MISSING, CALENDAR_YEAR, year, policy.area, text, ground, on)])
    return 1


@action
def raise_jobs_behind(*, at: datetime, but: str) -> int:
    """Tell the province of each scheduled job that is late by more than operations allow. Returns how many are.

    The job named `but` is the one that asks: it is running.
    """
    policy = current_policy()
    behind = [row for row in late_jobs(at) if row.tone is Tone.OVER and row.job.name != but]
    kind, area, on = AlertKind.JOB_BEHIND, policy.area, at.date()
    _keep([_alert(kind, JOB, row.job.name, area, f"定时任务“{row.job.title}”没有按时办完。", "", on) for row in behind])
    return len(behind)


def _alert(kind: AlertKind, noun: Noun, number: object, area: str, text: str, ground: str, on: date) -> Alert:
    return Alert(
        kind=kind, noun=noun.word, object_id=str(number), area=area, text=text[:300], source=ground[:20], raised_on=on
    )


def _keep(alerts: list[Alert]) -> None:
    """Store one alert for each cause and object; one that stands already stays as it is."""
    Alert.objects.bulk_create(alerts, ignore_conflicts=True)


@action
@carries("alert.dismiss")
def dismiss(*, alert: Alert, result: AlertResult, reason: str, by: Account, on: date) -> Alert:
    """Close an alert with what was found and what was done about it.

    Raises AlertAlreadyDismissed, AlertCleared, ReasonMissing.
    """
    (row,) = dismiss_many(alerts=[alert.pk], result=result, reason=reason, by=by, on=on)
    return row


@action
def dismiss_many(*, alerts: Iterable[int], result: AlertResult, reason: str, by: Account, on: date) -> list[Alert]:
    """Close several alerts of one kind with one result and one sentence: all of them or none.

    Raises NoAlertChosen, NotFound, AlertsUnlike, AlertAlreadyDismissed, AlertCleared, ReasonMissing.
    """
    if not reason.strip():
        raise ReasonMissing("请写明核实情况与处理结果。")
    # Two who deal with one alert: the second is told.
    numbers = set(alerts)
    rows = list(lock_rows(Alert.objects.filter(within_area_of(by), pk__in=numbers)))
    if not numbers:
        raise NoAlertChosen
    if len(rows) < len(numbers):
        raise NotFound
    if len({row.kind for row in rows}) > 1:
        raise AlertsUnlike
    for row in rows:
        _check_open(row)
        row.dismissed_on, row.dismissed_by, row.dismissed_for, row.result = on, by, reason.strip(), result
    Alert.objects.bulk_update(rows, ["dismissed_on", "dismissed_by", "dismissed_for", "result"])
    things = [(row.pk, row.area) for row in rows]
    record_each(DISMISS, things, by=by, on=on, after=result.label, why=reason.strip())
    return rows


def _check_open(alert: Alert) -> None:
    if alert.dismissed_on:
        raise AlertAlreadyDismissed
    if alert.cleared_on:
        raise AlertCleared(words=alert.cleared_for)


@action
def urge(*, alert: Alert, reason: str, by: Account, on: date) -> Alert:
    """Urge the officer of an overdue application, who reads it with his notices; again with other words if need be.

    Raises ReasonMissing, AlertAlreadyDismissed, AlertCleared, AlertNotUrgeable.
    """
    if not reason.strip():
        raise ReasonMissing("请写明督办要求。")
    row = lock_rows(Alert.objects.filter(pk=alert.pk)).get()
    _check_open(row)
    (row,) = with_standings([row], on)
    if row.kind is not AlertKind.APPLICATION_OVERDUE or row.standing.gone_on:
        raise AlertNotUrgeable
    row.urged_on, row.urged_by, row.urged_for = on, by, reason.strip()
    row.save(update_fields=["urged_on", "urged_by", "urged_for"])
    record(URGE, row, by=by, on=on, why=row.urged_for)
    return row


BATCH = 500


@action
def clear_gone(*, after: int, on: date) -> tuple[int, int | None]:
    """Close those of the next open alerts whose cause is gone, with the day and the event that took it away.

    One batch of those behind the number `after`: returns how many were closed, and the last number looked at, None
    at the end. An alert that somebody is just dealing with is passed by.
    """
    rows = list(lock_free_rows(Alert.objects.filter(OPEN, pk__gt=after))[:BATCH])
    by_event: dict[str, list[Alert]] = {}
    for alert in with_standings(rows, on):
        if alert.standing.gone_on:
            alert.cleared_on, alert.cleared_for = alert.standing.gone_on, alert.standing.words
            by_event.setdefault(alert.cleared_for, []).append(alert)
    alerts_to_close = [alert for alerts in by_event.values() for alert in alerts]
    Alert.objects.bulk_update(alerts_to_close, ["cleared_on", "cleared_for"])
    for words, alerts in by_event.items():
        record_each(CLEAR, [(alert.pk, alert.area) for alert in alerts], by=None, on=on, why=words)
    return len(alerts_to_close), rows[-1].pk if rows else None
