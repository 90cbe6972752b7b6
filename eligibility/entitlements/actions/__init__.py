"""The verbs of entitlements: `entitlements.suspend(entitlement=..., cause=..., by=..., on=...)`."""

from eligibility.entitlements.actions.changing import (
    change_institution,
    confirm_manufacturer,
    find_manufacturer,
    follow_move,
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
from eligibility.entitlements.actions.steps import lock_of
from eligibility.entitlements.actions.suspending import resume, suspend

__all__ = [
    "change_institution",
    "confirm_manufacturer",
    "end",
    "end_for_drug",
    "end_with_death",
    "expire",
    "find_manufacturer",
    "follow_move",
    "grant",
    "lock_ground",
    "lock_of",
    "refuse_manufacturer",
    "report_unlike_listings",
    "resume",
    "suspend",
    "sweep_left_drugs",
    "term_of",
]
