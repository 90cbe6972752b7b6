"""Scheduled work of eligibility."""

from datetime import datetime

from eligibility.entitlements import actions as entitlements
from eligibility.entitlements.queries.entitlements import to_expire
from province.jobs.actions import Counts
from province.jobs.schedule import Backlog, backlog_of, in_batches, job, minutes


def entitlements_to_end(at: datetime) -> Backlog:
    """Entitlements that are over and not marked so."""
    return backlog_of(to_expire(at.date()), "last_day")


@job("expire_entitlements", "待遇期满终止", in_steps=True, backlog=entitlements_to_end)
def expire_entitlements(at: datetime) -> Counts:
    """Every entitlement whose last day has passed is marked ended."""
    return {"期满待遇": in_batches(lambda: entitlements.expire(on=at.date()))}


@job("follow_moves", "参保地变动待遇随迁", period=minutes(60))
def follow_moves(at: datetime) -> Counts:
    """Every entitlement of a person whose move begins today, or was missed before, goes along to the new area."""
    return {"随迁待遇": entitlements.follow_moves(on=at.date())}


@job("sweep_left_drugs", "调出药品待遇清理", in_steps=True)
def sweep_left_drugs(at: datetime) -> Counts:
    """Entitlements wait, go on and end with their drug, should a word have been missed; what differs still is named."""
    day = at.date()
    return {
        "终止待遇": in_batches(lambda: entitlements.sweep_left_drugs(on=day)),
        "暂停待遇": in_batches(lambda: entitlements.sweep_lapsed_drugs(on=day)),
        "恢复待遇": in_batches(lambda: entitlements.sweep_renewed_drugs(on=day)),
        "与目录不一致": entitlements.report_unlike_listings(on=day),
    }
