"""On what grounds a drug leaves the list before its time."""

from dataclasses import dataclass
from datetime import date

from acts.register import carries
from catalog.listings.errors import RareDiseaseSpared, RemovalRetroactive, ReviewMissing, ReviewNotAsked
from catalog.listings.words import DelistingCause

SOURCES = {
    DelistingCause.APPROVAL_REVOKED: "HN-17.1",
    DelistingCause.NEGATIVE_LIST: "HN-17.2",
    DelistingCause.ENTERED_BY_FRAUD: "HN-17.3",
    DelistingCause.COMMITMENT_BROKEN: "HN-17.4",
    DelistingCause.PRICE_HIGH: "HN-18.1",
    DelistingCause.VALUE_UNCLEAR: "HN-18.2",
    DelistingCause.COVERED_ELSEWHERE: "HN-18.3",
    DelistingCause.NOT_USED: "HN-18.4",
    DelistingCause.UNFIT: "HN-18.5",
    DelistingCause.OTHER: "HN-18.6",
}


@dataclass(frozen=True)
class Removal:
    """A drug that is to leave after `last_day`, decided on `decided_on`."""

    cause: DelistingCause
    last_day: date
    decided_on: date
    expert_review: str
    rare_disease: bool

    @property
    def source(self) -> str:
        """The obligation on which it leaves."""
        return SOURCES[self.cause]


def refuse_unfounded(removal: Removal) -> None:
    """A removal looks forward, and is direct or reviewed as its cause demands.

    Source: HN-17, HN-18. Raises RemovalRetroactive, ReviewNotAsked, ReviewMissing, RareDiseaseSpared.
    """
    if removal.last_day < removal.decided_on:
        raise RemovalRetroactive
    if removal.cause.direct:
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
    if removal.cause is DelistingCause.NOT_USED and removal.rare_disease:
        raise RareDiseaseSpared
