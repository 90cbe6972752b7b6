"""A drug that is sold does not leave the list for want of use (HN-18)."""

import json
from datetime import date

import pytest

from catalog.listings import actions as listings
from catalog.listings.errors import StillUsed
from catalog.listings.models import Listing
from catalog.listings.words import DelistingCause
from settlement.claims.queries.use import last_sale_of
from tests.settlement.scene import DAY, Scene

pytestmark = pytest.mark.django_db

YEARS = {"this year": (2026, True), "the year after": (2027, True), "two years after": (2028, False)}


def say_unused(scene: Scene, on: date) -> Listing:
    review = {"expert_review": "评审3号", "reviewed_on": DAY, "experts": "张三、李四"}
    told = {"cause": DelistingCause.NOT_USED, "last_day": on, "document": "9号", "by": None, "on": on}
    return listings.delist(drug=scene.product.drug, **told, **review)  # type: ignore[arg-type]


@pytest.mark.parametrize(("year", "is_used"), YEARS.values(), ids=YEARS)
def test_what_was_sold_the_year_before_or_since_is_used(year: int, is_used: bool) -> None:
    scene = Scene()
    scene.settle()
    assert last_sale_of(scene.product.drug_id, date(year - 1, 1, 1)) == (DAY if is_used else None)


def test_a_drug_sold_yesterday_is_not_unused() -> None:
    scene = Scene()
    scene.settle()
    with pytest.raises(StillUsed, match="2026-11-23"):
        say_unused(scene, date(2026, 11, 24))
    assert not Listing.objects.exclude(delisted_for="").exists()


def test_a_sale_that_was_taken_back_is_no_use() -> None:
    scene = Scene()
    scene.reverse(int(json.loads(scene.settle().body)["setl_id"]))
    assert say_unused(scene, date(2026, 11, 24)).delisted_for is DelistingCause.NOT_USED


def test_a_drug_that_nobody_bought_leaves_after_its_review() -> None:
    listing = say_unused(Scene(), DAY)
    assert (listing.reviewed_on, listing.experts) == (DAY, "张三、李四")
