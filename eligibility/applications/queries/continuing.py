"""What a patient has already, as something that an application continues or replaces."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from eligibility.applications.policy import Applying
from eligibility.applications.words import ApplicationKind
from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.queries.entitlements import NOT_VOID
from eligibility.entitlements.words import EndCause
from province.law.queries.policy import current_policy


def may_be_continued(rows: QuerySet[Entitlement], day: date) -> QuerySet[Entitlement]:
    """Those not ended, and those that ran out so lately that they may still be renewed."""
    policy = current_policy()
    ran_out_lately = Q()
    if policy[Applying].renewal_days_ahead.applies:
        days_after = timedelta(days=policy[Applying].renewal_days_after.on(day))
        ran_out_lately = Q(end_cause=EndCause.EXPIRED, last_day__gte=day - days_after)
    return rows.filter(NOT_VOID).filter(Q(ended_on=None) | ran_out_lately)


def kinds_on(entitlement: Entitlement, day: date) -> list[ApplicationKind]:
    """How an entitlement may be continued or replaced on the day; whether it is, the rules judge at the signature."""
    if not may_be_continued(Entitlement.objects.filter(pk=entitlement.pk), day).exists():
        return []
    policy, last = current_policy(), entitlement.last_day
    kinds = [ApplicationKind.CHANGE] if day <= last else []
    if policy[Applying].renewal_days_ahead.applies:
        ahead = timedelta(days=policy[Applying].renewal_days_ahead.on(day))
        kinds += [ApplicationKind.RENEWAL] if day >= last - ahead else []
    return kinds
