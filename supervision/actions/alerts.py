"""Raising and dismissing alerts."""

from datetime import date

from django.db import transaction

from province.actions import events
from province.announcements import ApplicationOverdue
from province.models import Account
from province.rules.register import carries
from supervision.errors import AlertAlreadyDismissed, ReasonMissing
from supervision.models import Alert, AlertKind


@carries("HN-37.2", "JS-13.1")
def raise_overdue(overdue: ApplicationOverdue) -> None:
    """Tell the supervisor of the area, once, that the legal clock ran out. Source: HN-23.4."""
    Alert.objects.bulk_create(
        [
            Alert(
                kind=AlertKind.APPLICATION_OVERDUE,
                noun="application",
                object_id=str(overdue.application_id),
                area=overdue.area,
                text=f"审核期限 {overdue.deadline} 已过，申请仍未决定。",
                source="HN-23.4",
                raised_on=overdue.on,
            )
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def dismiss(*, alert: Alert, reason: str, by: Account, on: date) -> Alert:
    """Close an alert with what was done about it. Raises AlertAlreadyDismissed, ReasonMissing."""
    held = Alert.objects.select_for_update().get(pk=alert.pk)
    if held.dismissed_on:
        raise AlertAlreadyDismissed
    if not reason.strip():
        raise ReasonMissing
    held.dismissed_on, held.dismissed_by, held.dismissed_for = on, by, reason.strip()
    held.save(update_fields=["dismissed_on", "dismissed_by", "dismissed_for"])
    events.record(
        by=by, on=on, noun="alert", object_id=held.pk, verb="dismissed", source="HN-37.2",
        before="raised", after="dismissed", why=held.dismissed_for, area=held.area,
    )  # fmt: skip
    return held
