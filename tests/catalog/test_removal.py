"""The grounds on which a drug leaves before its time (HN-17, HN-18)."""

from dataclasses import replace
from datetime import date

import pytest

from acts.loader import load_policy
from catalog.listings.errors import RareDiseaseSpared, RemovalRetroactive, ReviewAhead, ReviewMissing, ReviewNotAsked
from catalog.listings.rules.removal import Removal, Review, refuse_unfounded
from catalog.listings.words import AFTER_REVIEW, DIRECT, DelistingCause
from tests.support.obligations import proving

DECIDED = date(2026, 11, 23)
HUNAN = load_policy("hunan")
DIRECT_CAUSES = {cause.value: cause for cause in DIRECT}
ARTICLE_OF_DIRECT = {"negative_list": "HN-17.2"}
REVIEWED_CAUSES = {cause.value: cause for cause in AFTER_REVIEW}
ARTICLE_OF_REVIEWED = {
    "price_high": "HN-18.1",
    "value_unclear": "HN-18.2",
    "covered_elsewhere": "HN-18.3",
    "unfit": "HN-18.5",
    "other": "HN-18.6",
}


REVIEW = Review("评审3号", DECIDED, "张三、李四")
NONE = Review()


def removal(cause: DelistingCause, review: Review = NONE, last_day: date = DECIDED, rare: bool = False) -> Removal:
    return Removal(cause, last_day, DECIDED, review, rare)


@pytest.mark.parametrize("cause", proving(DIRECT_CAUSES, ARTICLE_OF_DIRECT))
def test_the_four_direct_causes_need_no_review_and_take_none(cause: DelistingCause) -> None:
    refuse_unfounded(removal(cause), HUNAN)
    with pytest.raises(ReviewNotAsked):
        refuse_unfounded(removal(cause, review=REVIEW), HUNAN)


@pytest.mark.parametrize("cause", proving(REVIEWED_CAUSES, ARTICLE_OF_REVIEWED))
def test_the_six_other_causes_need_an_expert_review(cause: DelistingCause) -> None:
    refuse_unfounded(removal(cause, review=REVIEW), HUNAN)
    with pytest.raises(ReviewMissing):
        refuse_unfounded(removal(cause), HUNAN)


@pytest.mark.obligation("HN-18.4")
def test_a_drug_for_a_rare_disease_does_not_leave_for_want_of_use() -> None:
    with pytest.raises(RareDiseaseSpared):
        refuse_unfounded(removal(DelistingCause.NOT_USED, review=REVIEW, rare=True), HUNAN)
    refuse_unfounded(removal(DelistingCause.VALUE_UNCLEAR, review=REVIEW, rare=True), HUNAN)


def test_a_removal_never_reaches_back() -> None:
    with pytest.raises(RemovalRetroactive):
        refuse_unfounded(removal(DelistingCause.NEGATIVE_LIST, last_day=date(2026, 11, 22)), HUNAN)


LACKING = [Review("", DECIDED, "张三"), Review("评审3号", None, "张三"), Review("评审3号", DECIDED, "")]


@pytest.mark.parametrize("review", LACKING, ids=["number", "day", "experts"])
def test_a_review_has_its_number_its_day_and_its_experts(review: Review) -> None:
    with pytest.raises(ReviewMissing):
        refuse_unfounded(removal(DelistingCause.UNFIT, review=review), HUNAN)


def test_a_review_comes_before_the_decision() -> None:
    with pytest.raises(ReviewAhead):
        refuse_unfounded(removal(DelistingCause.UNFIT, review=replace(REVIEW, held_on=date(2026, 11, 24))), HUNAN)


@pytest.mark.parametrize("review", [NONE, REVIEW])
def test_an_act_without_expert_review_neither_asks_for_one_nor_refuses_it(review: Review) -> None:
    for cause in DelistingCause:
        refuse_unfounded(removal(cause, review=review, rare=True), load_policy("jiangsu"))
