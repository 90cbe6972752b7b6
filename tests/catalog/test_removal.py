"""The grounds on which a drug leaves before its time (HN-17, HN-18)."""

from datetime import date

import pytest

from acts.loader import load_policy
from catalog.listings.errors import RareDiseaseSpared, RemovalRetroactive, ReviewMissing, ReviewNotAsked
from catalog.listings.rules.removal import Removal, refuse_unfounded
from catalog.listings.words import AFTER_REVIEW, DIRECT, DelistingCause

DECIDED = date(2026, 11, 23)
HUNAN = load_policy("hunan")


def removal(cause: DelistingCause, review: str = "", last_day: date = DECIDED, rare: bool = False) -> Removal:
    return Removal(cause, last_day, DECIDED, review, rare)


@pytest.mark.obligation("HN-17.1", "HN-17.2", "HN-17.3", "HN-17.4")
@pytest.mark.parametrize("cause", DIRECT)
def test_the_four_direct_causes_need_no_review_and_take_none(cause: DelistingCause) -> None:
    refuse_unfounded(removal(cause), HUNAN)
    with pytest.raises(ReviewNotAsked):
        refuse_unfounded(removal(cause, review="评审3号"), HUNAN)


@pytest.mark.obligation("HN-18.1", "HN-18.2", "HN-18.3", "HN-18.5", "HN-18.6")
@pytest.mark.parametrize("cause", AFTER_REVIEW)
def test_the_six_other_causes_need_an_expert_review(cause: DelistingCause) -> None:
    refuse_unfounded(removal(cause, review="评审3号"), HUNAN)
    with pytest.raises(ReviewMissing):
        refuse_unfounded(removal(cause), HUNAN)


@pytest.mark.obligation("HN-18.4")
def test_a_drug_for_a_rare_disease_does_not_leave_for_want_of_use() -> None:
    with pytest.raises(RareDiseaseSpared):
        refuse_unfounded(removal(DelistingCause.NOT_USED, review="评审3号", rare=True), HUNAN)
    refuse_unfounded(removal(DelistingCause.VALUE_UNCLEAR, review="评审3号", rare=True), HUNAN)


def test_a_removal_never_reaches_back() -> None:
    with pytest.raises(RemovalRetroactive):
        refuse_unfounded(removal(DelistingCause.NEGATIVE_LIST, last_day=date(2026, 11, 22)), HUNAN)


@pytest.mark.parametrize("review", ["", "评审3号"])
def test_an_act_without_expert_review_neither_asks_for_one_nor_refuses_it(review: str) -> None:
    for cause in DelistingCause:
        refuse_unfounded(removal(cause, review=review, rare=True), load_policy("jiangsu"))
