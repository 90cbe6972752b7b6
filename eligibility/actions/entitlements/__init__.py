"""The verbs of entitlements: `entitlements.suspend(entitlement=..., cause=..., by=..., on=...)`."""

from eligibility.actions.entitlements.changing import change_institution, confirm_manufacturer, follow_move
from eligibility.actions.entitlements.ending import end, end_for_drug, end_with_death, expire, sweep_left_drugs
from eligibility.actions.entitlements.granting import grant, lock_ground, term_of
from eligibility.actions.entitlements.steps import lock_of
from eligibility.actions.entitlements.suspending import resume, suspend

__all__ = [
    "change_institution",
    "confirm_manufacturer",
    "end",
    "end_for_drug",
    "end_with_death",
    "expire",
    "follow_move",
    "grant",
    "lock_ground",
    "lock_of",
    "resume",
    "suspend",
    "sweep_left_drugs",
    "term_of",
]
