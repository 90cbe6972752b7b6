"""On what grounds a drug leaves the list before its time."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from acts.register import carries
from catalog.listings.errors import RareDiseaseSpared, RemovalRetroactive, ReviewMissing, ReviewNotAsked


class Cause(StrEnum):
    APPROVAL_REVOKED = "approval_revoked"
    NEGATIVE_LIST = "negative_list"
    ENTERED_BY_FRAUD = "entered_by_fraud"
    COMMITMENT_BROKEN = "commitment_broken"
    PRICE_HIGH = "price_high"
    VALUE_UNCLEAR = "value_unclear"
    COVERED_ELSEWHERE = "covered_elsewhere"
    NOT_USED = "not_used"
    UNFIT = "unfit"
    OTHER = "other"


DIRECT = {
    Cause.APPROVAL_REVOKED: "HN-17.1",
    Cause.NEGATIVE_LIST: "HN-17.2",
    Cause.ENTERED_BY_FRAUD: "HN-17.3",
    Cause.COMMITMENT_BROKEN: "HN-17.4",
}
AFTER_REVIEW = {
    Cause.PRICE_HIGH: "HN-18.1",
    Cause.VALUE_UNCLEAR: "HN-18.2",
    Cause.COVERED_ELSEWHERE: "HN-18.3",
    Cause.NOT_USED: "HN-18.4",
    Cause.UNFIT: "HN-18.5",
    Cause.OTHER: "HN-18.6",
}


@dataclass(frozen=True)
class Removal:
    """A drug that is to leave after `last_day`, decided on `decided_on`."""

    cause: Cause
    last_day: date
    decided_on: date
    expert_review: str
    rare_disease: bool

    @property
    def direct(self) -> bool:
        return self.cause in DIRECT

    @property
    def source(self) -> str:
        """The obligation on which it leaves."""
        return {**DIRECT, **AFTER_REVIEW}[self.cause]


def refuse_unfounded(removal: Removal) -> None:
    """A removal looks forward, and is direct or reviewed as its cause demands.

    Source: HN-17, HN-18. Raises RemovalRetroactive, ReviewNotAsked, ReviewMissing, RareDiseaseSpared.
    """
    if removal.last_day < removal.decided_on:
        raise RemovalRetroactive
    if removal.direct:
        _refuse_review_for_direct_removal(removal)
    else:
        _refuse_without_review(removal)


@carries("HN-17.1", "HN-17.2", "HN-17.3", "HN-17.4")
def _refuse_review_for_direct_removal(removal: Removal) -> None:
    if removal.expert_review:
        raise ReviewNotAsked


@carries("HN-18.1", "HN-18.2", "HN-18.3", "HN-18.4", "HN-18.5", "HN-18.6")
def _refuse_without_review(removal: Removal) -> None:
    if not removal.expert_review:
        raise ReviewMissing
    if removal.cause is Cause.NOT_USED and removal.rare_disease:
        raise RareDiseaseSpared
