"""Scheduled work of eligibility: each once a day, each one row with its counts."""

from celery import shared_task

from eligibility.actions import applications, entitlements
from province.actions.jobs import run
from province.clock import today


@shared_task
def accept_unanswered_applications() -> None:
    """What intake left unanswered counts as accepted; before the overdue are marked."""
    day = today()
    run(
        job="accept_unanswered",
        period=str(day),
        on=day,
        action=lambda: {"accepted": applications.accept_unanswered(on=day)},
    )


@shared_task
def mark_overdue_applications() -> None:
    """Every application past its deadline is flagged and announced."""
    day = today()
    run(
        job="mark_overdue",
        period=str(day),
        on=day,
        action=lambda: {"overdue": applications.mark_overdue(on=day)},
    )


@shared_task
def expire_entitlements() -> None:
    """Every entitlement whose last day has passed is marked ended."""
    day = today()
    run(job="expire_entitlements", period=str(day), on=day, action=lambda: {"expired": entitlements.expire(on=day)})
