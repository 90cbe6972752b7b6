"""A drug is of the class that the national list gives it on the purchase day, whatever day it is today (HN-3)."""

import json
from datetime import date, datetime

import pytest

from catalog.drugs.actions import describe
from catalog.drugs.words import NationalSection
from catalog.listings.models import Listing
from kit.clock import SHANGHAI
from kit.period import Period
from tests.settlement.scene import Scene

DECEMBER, JANUARY, NOW = date(2026, 12, 31), date(2027, 1, 4), datetime(2027, 1, 4, 9, 0, tzinfo=SHANGHAI)


@pytest.fixture
def scene(db: None) -> Scene:
    """A drug outside the province's list, which the national list moves to its regular part on 1 January."""
    scene = Scene(issued_on=DECEMBER, period=Period(DECEMBER, JANUARY))
    Listing.objects.all().delete()
    describe(
        drug=scene.product.drug, section=NationalSection.REGULAR, restricted_scope="新文字", first=date(2027, 1, 1),
        document="2027年目录", by=None, on=DECEMBER,
    )  # fmt: skip
    return scene


@pytest.mark.parametrize(
    ("day", "code"),
    [
        pytest.param(DECEMBER, "ORDINARY_BENEFIT", marks=pytest.mark.obligation("HN-3.1")),
        pytest.param(JANUARY, "DRUG_NOT_LISTED", marks=pytest.mark.obligation("HN-3.1")),
    ],
)
def test_a_purchase_is_answered_by_the_class_of_its_day(day: date, code: str, scene: Scene) -> None:
    answer = scene.settle(scene.order(purchase_day=day), at=NOW)
    assert json.loads(answer.body)["code"] == code
