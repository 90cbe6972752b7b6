"""The packs of a sale: which code is none, which pack cannot be sold, and old stock that has none."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from catalog.products.models import Product, ProductTerms
from kit.period import Period
from settlement.claims.models import Claim
from settlement.claims.words import ReversalReason
from settlement.counter.models import Answer
from settlement.counter.rules.answers import FOR_GOOD
from settlement.counter.rules.orders import Order, PackCode, pack_code
from settlement.traces.models import TracePack, UncodedStock
from tests.factories.catalog import ProductTermsFactory
from tests.factories.settlement import UncodedProductFactory, UncodedStockFactory
from tests.settlement.scene import DAY, Scene

pytestmark = pytest.mark.django_db

YESTERDAY = date(2026, 11, 22)
PACK, OTHER_PACK = "86404884618625801042", "86404884618625801043"
Arrange = Callable[[Scene], Order]


def sold_before(scene: Scene) -> Order:
    line = scene.line()
    TracePack.objects.create(code=line.codes[0].code, units=10, sold=10)
    return scene.order(line)


def uncoded(scene: Scene, packs: str = "1") -> Order:
    return scene.order(scene.line(Decimal(packs), codes=(), no_code_reason="old_stock"))


def of_prefix(prefix: str) -> Arrange:
    """The product's codes begin so; the pack's begins otherwise."""

    def arrange(scene: Scene) -> Order:
        ProductTerms.objects.filter(product=scene.product).delete()
        ProductTermsFactory(product=scene.product, trace_prefix=prefix)
        return scene.order(scene.line(codes=(pack_code(PACK),)))

    return arrange


def scanned(text: str) -> Arrange:
    return lambda scene: scene.order(scene.line(codes=(pack_code(text),)))


CASES: dict[str, tuple[str, Arrange]] = {
    "nothing was scanned": ("TRACE_CODES_MISSING", lambda scene: scene.order(scene.line(codes=()))),
    "old stock of a product that is not on the list": ("NO_TRACE_CODE_NOT_LISTED", uncoded),
    "old stock that the list has no more": (
        "NO_TRACE_CODE_NOT_LISTED",
        lambda scene: (
            UncodedProductFactory(product=scene.product, period=Period(DAY - timedelta(9), YESTERDAY))
            and uncoded(scene)
        ),
    ),
    "old stock that was not declared": (
        "NO_TRACE_CODE_NOT_DECLARED",
        lambda scene: UncodedProductFactory(product=scene.product) and uncoded(scene),
    ),
    "the goods' code was scanned": ("TRACE_CODE_IS_GOODS_CODE", scanned("6901234567892")),
    "the case's code was scanned": ("TRACE_CODE_IS_CASE_CODE", scanned("00169012345678901234")),
    "something was typed instead": ("TRACE_CODE_IS_FILLER", scanned("无")),
    "a digit is missing": ("TRACE_CODE_UNREADABLE", scanned(PACK[:-1])),
    "the code is another product's": ("TRACE_CODE_OF_ANOTHER_PRODUCT", of_prefix("8111111")),
    "fewer codes than packs": (
        "TRACE_CODE_COUNT",
        lambda scene: scene.order(scene.line(Decimal(2), codes=(PackCode(PACK),))),
    ),
    "more codes than packs": (
        "TRACE_CODE_COUNT",
        lambda scene: scene.order(scene.line(codes=(PackCode(PACK), PackCode(OTHER_PACK)))),
    ),
    "one code twice": (
        "TRACE_CODE_REPEATED",
        lambda scene: scene.order(scene.line(Decimal(2), codes=(PackCode(PACK), PackCode(PACK)))),
    ),
    "the pack was sold before": ("TRACE_CODE_SOLD", sold_before),
}


@pytest.mark.parametrize(("code", "arrange"), CASES.values(), ids=CASES)
def test_packs_that_cannot_be_sold_are_refused_with_their_code_and_nothing_is_paid(code: str, arrange: Arrange) -> None:
    scene = Scene()
    order = arrange(scene)
    answers = [scene.preview(order), scene.settle(order)]
    told = [json.loads(answer.body) for answer in answers]
    assert [(answer.status, body["code"]) for answer, body in zip(answers, told, strict=True)] == [(422, code)] * 2
    assert all(body["detail"] and body["source"] for body in told)
    assert not Claim.objects.exists()
    assert [answer.body for answer in Answer.objects.all()] == [answers[1].body] * (code in FOR_GOOD)


@pytest.mark.parametrize("again", [PACK, f"http://www.example.cn/?c={PACK}", f" {PACK[:4]} {PACK[4:]}", f"]C1{PACK}"])
def test_a_pack_is_sold_once_however_it_is_scanned(again: str) -> None:
    scene = Scene()
    answers = [scene.settle(scene.order(scene.line(codes=(pack_code(text),)))) for text in (PACK, again)]
    assert [json.loads(answer.body).get("code", "") for answer in answers] == ["", "TRACE_CODE_SOLD"]


def test_a_refusal_names_the_drug_and_the_box() -> None:
    scene = Scene()
    sale = scene.order(scene.line(Decimal(2), codes=(pack_code(PACK), pack_code("6901234567892"))))
    sentence = json.loads(scene.settle(sale).body)["detail"]
    assert sentence.startswith(f"{scene.product.drug.generic_name}第 2 个码（6901234567892）是商品条码")


@pytest.mark.parametrize("prefix", [PACK[:7], ""])
def test_a_code_that_begins_as_the_products_do_or_of_a_product_nobody_knows_is_taken(prefix: str) -> None:
    scene = Scene()
    assert scene.settle(of_prefix(prefix)(scene)).status == 201


def with_old_stock(packs: int) -> Scene:
    scene = Scene()
    UncodedProductFactory(product=scene.product)
    UncodedStockFactory(
        institution=scene.pharmacy, product=scene.product, declared=packs * scene.product.units_per_pack
    )
    return scene


def test_old_stock_without_codes_is_settled_and_noted() -> None:
    scene = with_old_stock(1)
    assert scene.settle(uncoded(scene)).status == 201
    assert Claim.objects.get().warnings == ["NO_TRACE_CODE_OLD_STOCK"]


def test_old_stock_is_used_up_by_what_is_sold_of_it() -> None:
    scene = with_old_stock(2)
    answers = [scene.settle(uncoded(scene, "1.5")), scene.settle(uncoded(scene)), scene.settle(uncoded(scene, "0.5"))]
    assert [json.loads(answer.body).get("code", "") for answer in answers] == ["", "NO_TRACE_CODE_NOT_DECLARED", ""]
    assert "还剩 0.5 盒" in json.loads(answers[1].body)["detail"]


def test_old_stock_that_never_left_the_counter_may_be_sold_again() -> None:
    scene = with_old_stock(1)
    for reason, used in ((ReversalReason.ENTERED_WRONGLY, 0), (ReversalReason.RECALL, 10)):
        scene.reverse(int(json.loads(scene.settle(uncoded(scene)).body)["setl_id"]), reason=reason)
        assert UncodedStock.objects.get().used == used


def test_seven_sevenths_are_one() -> None:
    scene = Scene(line__quantity=Decimal(1))
    Product.objects.update(units_per_pack=7)
    seventh = scene.line(Decimal("0.1429"), codes=(pack_code(PACK),))
    assert [scene.settle(scene.order(seventh)).status for _ in range(7)] == [201] * 7
    assert (scene.dispensed, TracePack.objects.get().sold) == (1, 7)
    assert json.loads(scene.settle(scene.order(seventh)).body)["code"] == "PRESCRIPTION_USED_UP"


def test_seven_sevenths_are_given_back_to_the_last() -> None:
    scene = Scene(line__quantity=Decimal(1))
    Product.objects.update(units_per_pack=7)
    seventh = scene.line(Decimal("0.1429"), codes=(pack_code(PACK),))
    for claim in [json.loads(scene.settle(scene.order(seventh)).body)["setl_id"] for _ in range(7)]:
        scene.reverse(int(claim))
    assert (scene.dispensed, TracePack.objects.get().sold) == (0, 0)
