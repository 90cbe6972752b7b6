"""The verbs of entitlements: `entitlements.suspend(entitlement=..., cause=..., by=..., on=...)`."""

from eligibility.entitlements.actions.changing import (
    change_institution,
    confirm_manufacturer,
    find_manufacturer,
    follow_move,
    follow_moves,
    refuse_manufacturer,
)
from eligibility.entitlements.actions.ending import (
    end,
    end_for_drug,
    end_with_death,
    expire,
    report_unlike_listings,
    sweep_left_drugs,
)
from eligibility.entitlements.actions.granting import grant, lock_ground, term_of
from eligibility.entitlements.actions.lapsing import (
    extend_with_drug,
    resume_for_drug,
    suspend_for_drug,
    sweep_lapsed_drugs,
    sweep_renewed_drugs,
)
from eligibility.entitlements.actions.steps import lock_of
from eligibility.entitlements.actions.suspending import resume, suspend

__all__ = [
    "change_institution",
    "confirm_manufacturer",
    "end",
    "end_for_drug",
    "end_with_death",
    "expire",
    "extend_with_drug",
    "find_manufacturer",
    "follow_move",
    "follow_moves",
    "grant",
    "lock_ground",
    "lock_of",
    "refuse_manufacturer",
    "report_unlike_listings",
    "resume",
    "resume_for_drug",
    "suspend",
    "suspend_for_drug",
    "sweep_lapsed_drugs",
    "sweep_left_drugs",
    "sweep_renewed_drugs",
    "term_of",
]
