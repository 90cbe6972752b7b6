"""On what grounds a drug leaves the list before its time."""

from dataclasses import dataclass
from datetime import date

from acts.citations import is_absent
from acts.demands import ask, carries
from acts.policy import Policy
from catalog.listings.errors import RareDiseaseSpared, RemovalRetroactive, ReviewAhead, ReviewMissing, ReviewNotAsked
from catalog.listings.words import DelistingCause

ask(*(f"removal_for.{cause}" for cause in DelistingCause))


@dataclass(frozen=True)
class Review:
    """The review by experts that a removal stands on: the number of its record, its day, who took part."""

    number: str = ""
    held_on: date | None = None
    experts: str = ""

    @property
    def is_told(self) -> bool:
        """Whether anything is said of one."""
        return bool(self.number or self.held_on or self.experts)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return bool(self.number and self.held_on and self.experts)


@dataclass(frozen=True)
class Removal:
    """A drug that is to leave after `last_day`, decided on `decided_on`; of one that has lapsed that day is over."""

    cause: DelistingCause
    last_day: date
    decided_on: date
    review: Review
    rare_disease: bool
    lapsed: bool = False

    @property
    def told(self) -> dict[str, str]:
        """What the log keeps of the review."""
        if not self.review.is_told:
            return {}
        return {"review": self.review.number, "reviewed_on": str(self.review.held_on), "experts": self.review.experts}

    @property
    def demand(self) -> str:
        """The name under which the acts speak of its cause."""
        return f"removal_for.{self.cause}"


def refuse_unfounded(removal: Removal, policy: Policy) -> None:
    """A removal looks forward; where the act knows a review by experts, its cause says whether it needs one.

    Raises RemovalRetroactive, ReviewNotAsked, ReviewMissing, ReviewAhead, RareDiseaseSpared.
    """
    if removal.last_day < removal.decided_on and not removal.lapsed:
        raise RemovalRetroactive
    if is_absent(policy, "removal_after_review"):
        return
    if removal.cause.direct:
        _refuse_review_for_direct_removal(removal)
    else:
        _refuse_without_review(removal)


def unused_since(decided_on: date) -> date:
    """The first day of the year before the decision: a drug that is used by now is not unused either."""
    return date(decided_on.year - 1, 1, 1)


@carries("direct_removal")
def _refuse_review_for_direct_removal(removal: Removal) -> None:
    if removal.review.is_told:
        raise ReviewNotAsked


@carries("removal_after_review")
def _refuse_without_review(removal: Removal) -> None:
    if not removal.review.is_whole:
        raise ReviewMissing
    if removal.review.held_on and removal.review.held_on > removal.decided_on:
        raise ReviewAhead(held_on=removal.review.held_on)
    if removal.cause is DelistingCause.NOT_USED and removal.rare_disease:
        raise RareDiseaseSpared
