"""Raising and dismissing alerts."""

from datetime import date

from acts.demands import carries
from eligibility.applications.announcements import ApplicationOverdue
from kit.action import action
from kit.errors import ReasonMissing
from kit.locks import lock_rows
from kit.words import say
from province.events.actions.recording import record
from province.events.announcements import Announcement
from province.law.queries.policy import article, current_policy
from province.staff.models import Account
from settlement.counter.announcements import FigureMissing, SaleNoted
from supervision.alerts.deeds import DISMISS
from supervision.alerts.errors import AlertAlreadyDismissed
from supervision.alerts.models import Alert
from supervision.alerts.rules import running_out
from supervision.alerts.words import AlertKind


def raise_overdue(overdue: ApplicationOverdue) -> None:
    """Tell the supervisor of the area, once, that the legal clock ran out."""
    Alert.objects.bulk_create(
        [
            Alert(
                kind=AlertKind.APPLICATION_OVERDUE,
                noun="application",
                object_id=str(overdue.application_id),
                area=overdue.area,
                text=say("{review}期限") + f" {overdue.deadline} 已过，申请仍未决定。",
                source=article("review_overdue"),
                raised_on=overdue.on,
            )
        ],
        ignore_conflicts=True,
    )


@carries("missing_figure_alarm")
def raise_missing_figure(missing: FigureMissing) -> None:
    """Tell the area, once a day of purchase, that a figure is not set and sales are refused for it."""
    _raise(
        AlertKind.POLICY_MISSING,
        "figure",
        f"{missing.code} {missing.day}",
        missing,
        missing.area,
        missing.sentence[:300],
        missing.source[:20],
    )


@carries("noted_sale")
def raise_noted_sale(noted: SaleNoted) -> None:
    """Tell the insured area of a sale that was settled and should be looked at."""
    text = f"结算 {noted.claim_id}：{noted.sentence}"
    _raise(AlertKind.SALE_NOTED, "claim", str(noted.claim_id), noted, noted.area, text[:300], article("noted_sale"))


def _raise(kind: AlertKind, noun: str, object_id: str, told: Announcement, area: str, text: str, source: str) -> None:
    """One alert for each cause and object; one that stands already stays as it is."""
    alert = Alert(kind=kind, noun=noun, object_id=object_id, area=area, text=text, source=source, raised_on=told.on)
    Alert.objects.bulk_create([alert], ignore_conflicts=True)


@action
@carries("policy_ending_warning")
def raise_policy_ending(*, on: date) -> int:
    """Tell the province, once for each last day, which parameters will not be in force when the warning term is over.

    Returns how many parameters.
    """
    policy = current_policy()
    ending = running_out(policy, on)
    last_days = sorted({str(each.entry_on(on).period.last) for each in ending})
    Alert.objects.bulk_create(
        [
            Alert(
                kind=AlertKind.POLICY_ENDING,
                noun="policy",
                object_id=f"{policy.act.id} {last}",
                area=policy.area,
                text=f"有政策参数在 {last} 之后失效，请及时续发或另行规定，否则届时暂停办理。",
                source=article("policy_ending_warning"),
                raised_on=on,
            )
            for last in last_days
        ],
        ignore_conflicts=True,
    )
    return len(ending)


@action
@carries("alert.dismiss")
def dismiss(*, alert: Alert, reason: str, by: Account, on: date) -> Alert:
    """Close an alert with what was done about it. Raises AlertAlreadyDismissed, ReasonMissing."""
    # Two who deal with one alert: the second is told.
    held = lock_rows(Alert.objects.filter(pk=alert.pk)).get()
    if held.dismissed_on:
        raise AlertAlreadyDismissed
    if not reason.strip():
        raise ReasonMissing("请写明核实情况与处理结果。")
    held.dismissed_on, held.dismissed_by, held.dismissed_for = on, by, reason.strip()
    held.save(update_fields=["dismissed_on", "dismissed_by", "dismissed_for"])
    record(DISMISS, held, by=by, on=on, why=held.dismissed_for)
    return held
