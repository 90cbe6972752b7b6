"""A part of a sale given back: the whole is reversed and what is kept settled anew, both or neither."""

import json
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from kit.errors import DomainError
from province.events.models import Event
from settlement.claims.models import Claim
from settlement.claims.words import ReversalReason
from settlement.counter.actions.returns import return_part
from settlement.counter.api import wire
from settlement.counter.errors import AlreadyReversed, KeptNotSold, KeptPaidOtherwise, NothingKept, NothingReturned
from settlement.counter.models import Answer
from settlement.counter.rules.orders import PackCode, Request, fingerprint
from settlement.counter.rules.returning import RestLine
from settlement.figures.words import LimitKind
from settlement.traces.models import TracePack, UncodedStock
from tests.factories.settlement import UncodedProductFactory, UncodedStockFactory
from tests.settlement.scene import LIMITS, NOON, Outcome, Scene, outcome_of

pytestmark = pytest.mark.django_db
CODES = tuple(f"8640488461862580104{number}" for number in range(3))
LATER = NOON + timedelta(days=40)


def sold(scene: Scene) -> int:
    """Three packs, each of its code."""
    line = scene.line(Decimal(3), codes=tuple(PackCode(code) for code in CODES))
    return int(json.loads(scene.settle(scene.order(line)).body)["setl_id"])


def give_back(scene: Scene, claim: int, *kept: RestLine, key: str = "part-1", **changed: Any) -> Outcome:
    usual = {
        "reason": ReversalReason.QUALITY,
        "note": "",
        "at": LATER,
        "request": Request(key, fingerprint("part", kept)),
    }
    return outcome_of(
        return_part(claim=claim, rest=kept, by=scene.caller, answers=wire.ANSWERS, **{**usual, **changed})
    )


def packs(*codes: str) -> RestLine:
    return RestLine("1", Decimal(len(codes)), codes)


def test_what_is_kept_is_paid_as_before_on_its_own_day() -> None:
    scene = Scene()
    claim = Claim.objects.get(pk=sold(scene))
    body = json.loads(give_back(scene, claim.pk, packs(*CODES[:2])).body)
    kept = Claim.objects.get(pk=body["setl_id"])
    assert (body["medfee_sumamt"], body["hifp_pay"], body["psn_part_amt"]) == ("680.00", "476.00", "204.00")
    assert (kept.continues, kept.purchase_day, body["init_setl_id"]) == (claim, claim.purchase_day, str(claim.pk))
    assert (scene.account.pooled_paid, scene.dispensed) == (Decimal("476.00"), 2)
    assert Claim.objects.get(reverses=claim).reversal_reason == "quality"


def test_the_pack_that_came_back_is_sold_no_more_and_the_others_stay_sold() -> None:
    scene = Scene()
    give_back(scene, sold(scene), packs(*CODES[:2]))
    assert list(TracePack.objects.values_list("code", "sold", "returned")) == [
        (CODES[0], 10, 0), (CODES[1], 10, 0), (CODES[2], 10, 10),
    ]  # fmt: skip


def test_what_never_left_the_counter_is_free_again() -> None:
    scene = Scene()
    give_back(scene, sold(scene), packs(CODES[0]), reason=ReversalReason.ENTERED_WRONGLY)
    assert [pack.sold for pack in TracePack.objects.order_by("code")] == [10, 0, 0]


def test_a_part_is_given_back_though_the_prescription_is_over_and_withdrawn() -> None:
    scene = Scene()
    claim = sold(scene)
    type(scene.prescription).objects.update(withdrawn_at=LATER)
    assert give_back(scene, claim, packs(CODES[0])).status == 201


def test_the_same_key_gets_the_same_answer_and_one_claim_is_its_own() -> None:
    scene = Scene()
    claim = sold(scene)
    first, again = (give_back(scene, claim, packs(CODES[0])) for _ in range(2))
    assert (again.body, again.replayed, Claim.objects.count()) == (first.body, True, 3)
    assert Answer.objects.filter(key="part-1").count() == 1
    assert Event.objects.filter(noun="claim").count() == 3


def test_what_is_kept_can_be_given_back_in_part_and_whole() -> None:
    scene = Scene()
    body = json.loads(give_back(scene, sold(scene), packs(*CODES[:2])).body)
    body = json.loads(give_back(scene, int(body["setl_id"]), packs(CODES[0]), key="part-2").body)
    assert scene.reverse(int(body["setl_id"])).status == 201
    assert (scene.account.pooled_paid, scene.dispensed) == (0, 0)


def test_of_packs_without_codes_only_what_came_back_stays_used() -> None:
    scene = Scene()
    UncodedProductFactory(product=scene.product)
    UncodedStockFactory(institution=scene.pharmacy, product=scene.product, declared=30)
    line = scene.line(Decimal(3), codes=(), no_code_reason="old_stock")
    claim = int(json.loads(scene.settle(scene.order(line)).body)["setl_id"])
    give_back(scene, claim, RestLine("1", Decimal(1)))
    assert UncodedStock.objects.get().used == 30


REFUSED: dict[str, tuple[tuple[RestLine, ...], type[DomainError]]] = {
    "a line that was not sold": ((RestLine("2", Decimal(1)),), KeptNotSold),
    "a pack that was not sold": ((packs("86404884618625801099"),), KeptNotSold),
    "fewer codes than packs": ((RestLine("1", Decimal(2), CODES[:1]),), KeptNotSold),
    "more than was sold": ((RestLine("1", Decimal(4), CODES),), KeptNotSold),
    "a line twice": ((packs(CODES[0]), packs(CODES[1])), KeptNotSold),
    "a pack twice": ((RestLine("1", Decimal(1), CODES[:1] * 2),), KeptNotSold),
    "nothing": ((packs(),), NothingKept),
    "everything": ((packs(*CODES),), NothingReturned),
}


@pytest.mark.parametrize(("kept", "refusal"), REFUSED.values(), ids=REFUSED)
def test_what_was_not_so_is_refused_and_the_sale_stands(kept: tuple[RestLine, ...], refusal: type[DomainError]) -> None:
    scene = Scene()
    claim = sold(scene)
    with pytest.raises(refusal):
        give_back(scene, claim, *kept)
    assert (Claim.objects.count(), Answer.objects.filter(key="part-1").exists()) == (1, False)


def test_a_pack_that_came_back_is_not_freed_by_naming_it_on_a_line_of_which_nothing_is_kept() -> None:
    scene = Scene()
    lines = (scene.line(detail_number=str(row), codes=(PackCode(code),)) for row, code in enumerate(CODES[:2], 1))
    claim = int(json.loads(scene.settle(scene.order(*lines)).body)["setl_id"])
    with pytest.raises(KeptNotSold):
        give_back(scene, claim, packs(CODES[0]), RestLine("2", Decimal(0), CODES[1:2]))
    assert TracePack.objects.get(code=CODES[1]).sold == 10


def test_what_would_be_paid_otherwise_is_refused_by_how_much_and_nothing_is_done() -> None:
    """Three packs of 340.00 by seven tenths are 714.00, of which 500.00 were left; for two packs 476.00 would be."""
    scene = Scene(limits=LIMITS | {LimitKind.POOLED: Decimal("500.00")})
    type(scene.person.enrolments.get()).objects.update(serious_illness=False)
    claim = sold(scene)
    with pytest.raises(KeptPaidOtherwise, match=r"476\.00 .*333\.33 .*142\.67"):
        give_back(scene, claim, packs(*CODES[:2]))
    assert (Claim.objects.count(), scene.account.pooled_paid, scene.dispensed) == (1, Decimal("500.00"), 3)


def test_a_sale_is_given_back_once() -> None:
    scene = Scene()
    claim = sold(scene)
    give_back(scene, claim, packs(CODES[0]))
    works: list[Callable[[], Outcome]] = [
        lambda: scene.reverse(claim),
        lambda: give_back(scene, claim, packs(CODES[0]), key="part-2"),
    ]
    for work in works:
        with pytest.raises(AlreadyReversed):
            work()
