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


LAST = date(2026, 12, 31)
OUTSIDE = "不在“双通道”管理药品目录内。"
WAITING = "的目录有效期已于 2026-12-31 届满，是否续约尚待决定，待遇暂停。"
RAN_OUT = {
    "the day after": (date(2027, 1, 1), {}, WAITING),
    "the last day of waiting": (date(2027, 3, 31), {}, WAITING),
    "the day after that": (date(2027, 4, 1), {}, OUTSIDE),
    "taken off": (date(2027, 1, 1), {"delisted_for": "negative_list", "delisted_document": "9号"}, OUTSIDE),
}


@pytest.mark.parametrize(("day", "removal", "sentence"), RAN_OUT.values(), ids=RAN_OUT)
def test_before_any_job_has_run_a_drug_that_ran_out_is_refused_by_its_dates(
    day: date, removal: dict[str, str], sentence: str, db: None
) -> None:
    scene = Scene(issued_on=day, period=Period(day, day))
    Listing.objects.update(period=Period(date(2026, 1, 1), LAST), **removal)
    scene.product.drug.terms.update(sold_in_pharmacies=False)
    answer = scene.settle(
        scene.order(purchase_day=day), at=datetime(day.year, day.month, day.day, 0, 0, tzinfo=SHANGHAI)
    )
    told = json.loads(answer.body)
    assert told["code"] == "DRUG_NOT_LISTED"
    assert sentence in told["detail"]


def test_what_is_dual_channel_besides_is_paid_by_the_ordinary_benefit_meanwhile(db: None) -> None:
    scene = Scene(issued_on=JANUARY, period=Period(JANUARY, JANUARY))
    Listing.objects.update(period=Period(date(2026, 1, 1), LAST))
    told = json.loads(scene.settle(scene.order(purchase_day=JANUARY), at=NOW).body)
    assert told["code"] == "ORDINARY_BENEFIT"
    assert f"{WAITING}其间按普通待遇支付。" in told["detail"]
