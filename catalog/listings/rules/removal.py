"""On what grounds a drug leaves the list before its time."""

from dataclasses import dataclass
from datetime import date

from acts.citations import is_absent
from acts.demands import ask, carries
from acts.policy import Policy
from catalog.listings.errors import RareDiseaseSpared, RemovalRetroactive, ReviewMissing, ReviewNotAsked
from catalog.listings.words import DelistingCause

ask(*(f"removal_for.{cause}" for cause in DelistingCause))


@dataclass(frozen=True)
class Removal:
    """A drug that is to leave after `last_day`, decided on `decided_on`."""

    cause: DelistingCause
    last_day: date
    decided_on: date
    expert_review: str
    rare_disease: bool

    @property
    def demand(self) -> str:
        """The name under which the acts speak of its cause."""
        return f"removal_for.{self.cause}"


def refuse_unfounded(removal: Removal, policy: Policy) -> None:
    """A removal looks forward; where the act knows a review by experts, its cause says whether it needs one.

    Raises RemovalRetroactive, ReviewNotAsked, ReviewMissing, RareDiseaseSpared.
    """
    if removal.last_day < removal.decided_on:
        raise RemovalRetroactive
    if is_absent(policy, "removal_after_review"):
        return
    if removal.cause.direct:
        _refuse_review_for_direct_removal(removal)
    else:
        _refuse_without_review(removal)


@carries("direct_removal")
def _refuse_review_for_direct_removal(removal: Removal) -> None:
    if removal.expert_review:
        raise ReviewNotAsked


@carries("removal_after_review")
def _refuse_without_review(removal: Removal) -> None:
    if not removal.expert_review:
        raise ReviewMissing
    if removal.cause is DelistingCause.NOT_USED and removal.rare_disease:
        raise RareDiseaseSpared
