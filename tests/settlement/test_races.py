"""Real threads on real connections: what must hold at any concurrency (I1 to I4, I9, I10)."""

import json
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import Sum

from eligibility.entitlements.models import Entitlement, Suspension
from eligibility.entitlements.words import SuspensionCause
from kit.clock import SHANGHAI
from kit.period import Period
from settlement.annual_accounts.models import AnnualAccount
from settlement.claims.models import Claim, LedgerEntry
from settlement.counter.errors import AlreadyReversed, InFlight
from settlement.counter.rules.orders import PackCode
from settlement.figures.words import LimitKind
from settlement.traces.models import TracePack
from tests.settlement.scene import DAY, Outcome, Scene
from tests.settlement.test_partial_returns import CODES, give_back, packs, sold
from tests.support.crowd import at_once, patiently

TIGHT = {
    LimitKind.POOLED: Decimal("1000.00"),
    LimitKind.SERIOUS_ILLNESS: Decimal("0.00"),
    LimitKind.OVERALL: Decimal("1000.00"),
}


def body(outcome: object) -> dict[str, str]:
    assert isinstance(outcome, Outcome), repr(outcome)
    return json.loads(outcome.body)


def check_books() -> None:
    """I1 and I7: the ledger's sums are the accounts', and each claim's rows sum to its total."""
    for account in AnnualAccount.objects.all():
        ledger = dict(
            LedgerEntry.objects.filter(account=account).values_list("fund").annotate(Sum("amount")).order_by("fund")
        )
        assert account.pooled_paid == ledger.get("pooled_fund", 0)
        assert account.serious_paid == ledger.get("serious_illness", 0)
        assert account.assistance_paid == ledger.get("medical_assistance", 0)
    for claim in Claim.objects.annotate(rows=Sum("ledger__amount")):
        assert claim.rows == claim.total


@pytest.mark.obligation("HN-9.6")
def test_sixteen_clients_on_one_account_never_overspend_its_limit(own_database: str) -> None:
    scene = Scene(limits=TIGHT)
    scenes = [scene.another() for _ in range(16)]
    orders = [each.order() for each in scenes]
    works = [
        patiently(lambda each=each, order=order, n=n: each.settle(order, f"race-{n}"))
        for n, (each, order) in enumerate(zip(scenes, orders, strict=True))
    ]
    outcomes = at_once(works)
    assert {body(outcome)["medfee_sumamt"] for outcome in outcomes} == {"340.00"}
    assert Claim.objects.count() == 16
    assert scene.account.pooled_paid == Decimal("1000.00")
    check_books()


def test_the_first_sixteen_sales_of_a_person_make_one_account(own_database: str) -> None:
    scene = Scene()
    orders = [(each, each.order()) for each in (scene.another() for _ in range(16))]
    at_once([patiently(lambda each=each, order=order: each.settle(order)) for each, order in orders])
    assert AnnualAccount.objects.count() == 1
    assert Claim.objects.count() == 16
    check_books()


def test_the_same_key_thrice_at_once_gives_one_claim_and_one_answer(own_database: str) -> None:
    scene = Scene()
    order = scene.order()
    outcomes = at_once([lambda: scene.settle(order, "same")] * 3)
    assert all(isinstance(outcome, Outcome | InFlight) for outcome in outcomes), outcomes
    answers = {outcome.body for outcome in outcomes if isinstance(outcome, Outcome)}
    assert answers == {scene.settle(order, "same").body}
    assert Claim.objects.count() == 1


def test_a_new_key_for_the_same_sale_pays_no_prescription_twice(own_database: str) -> None:
    scene = Scene(line__quantity=Decimal(1))
    outcomes = at_once([patiently(lambda: scene.settle()) for _ in range(4)])
    assert sorted(outcome.status for outcome in outcomes if isinstance(outcome, Outcome)) == [201, 422, 422, 422]
    assert scene.dispensed == 1
    check_books()


def test_one_trace_code_sells_once_to_clients_of_different_accounts(own_database: str) -> None:
    scenes = [Scene() for _ in range(6)]
    code = (PackCode("81000000000000000001"),)
    orders = [(each, each.order(each.line(codes=code))) for each in scenes]
    outcomes = at_once([patiently(lambda each=each, order=order: each.settle(order)) for each, order in orders])
    codes = sorted(body(outcome).get("code", "") for outcome in outcomes)
    assert codes == ["", *["TRACE_CODE_SOLD"] * 5]
    assert TracePack.objects.get().sold == TracePack.objects.get().units


def test_a_split_pack_sells_up_to_its_whole(own_database: str) -> None:
    scenes = [Scene() for _ in range(6)]
    code = (PackCode("81000000000000000002", split=True),)
    orders = [(each, each.order(each.line(Decimal("0.5"), codes=code))) for each in scenes]
    outcomes = at_once([patiently(lambda each=each, order=order: each.settle(order)) for each, order in orders])
    assert sorted(outcome.status for outcome in outcomes if isinstance(outcome, Outcome)) == [201] * 2 + [422] * 4
    assert TracePack.objects.get().sold == TracePack.objects.get().units


def test_two_sheets_of_one_drug_sold_at_once_are_not_both_paid(own_database: str) -> None:
    month = {"line__supply_days": 30, "line__dose": Decimal(1)}
    scene = Scene(**month)
    sales = [scene, *(scene.another(**month) for _ in range(3))]
    orders = [(sale, sale.order(sale.line(Decimal(3)))) for sale in sales]
    answers = at_once([patiently(lambda sale=sale, order=order: sale.settle(order)) for sale, order in orders])
    assert sorted(outcome.status for outcome in answers if isinstance(outcome, Outcome)) == [201, 422, 422, 422]


def test_of_two_parts_given_back_at_once_one_comes_through(own_database: str) -> None:
    scene = Scene()
    claim = sold(scene)
    works = [lambda n=n: give_back(scene, claim, packs(CODES[n]), key=f"part-{n}") for n in range(3)]
    outcomes = at_once([patiently(work) for work in works])
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyReversed"] * 2 + ["Outcome"]
    assert (Claim.objects.count(), scene.dispensed) == (3, 1)


def test_of_two_reversals_at_once_one_wins(own_database: str) -> None:
    scene = Scene()
    claim = int(body(scene.settle())["setl_id"])
    outcomes = at_once([patiently(lambda: scene.reverse(claim)) for _ in range(4)])
    assert sum(isinstance(outcome, Outcome) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, AlreadyReversed) for outcome in outcomes) == 3
    assert scene.account.pooled_paid == 0
    check_books()


def suspend(scene: Scene) -> str:
    """As eligibility does: the entitlement held for update, then the suspension."""
    with transaction.atomic():
        held = Entitlement.objects.select_for_update().get(pk=scene.entitlement.pk)
        settled_before = Claim.objects.count()
        Suspension.objects.create(entitlement=held, period=Period(DAY, None), cause=SuspensionCause.INVESTIGATION)
    return f"suspended after {settled_before}"


@pytest.mark.parametrize("attempt", range(4))
def test_nothing_settles_once_a_suspension_stands(own_database: str, attempt: int) -> None:
    scene = Scene()
    orders = [(each, each.order()) for each in (scene.another() for _ in range(6))]
    works = [patiently(lambda each=each, order=order: each.settle(order).body) for each, order in orders]
    outcomes = at_once([*works, lambda: suspend(scene)])
    assert outcomes[-1] == f"suspended after {Claim.objects.count()}"


def test_sales_and_reversals_over_two_accounts_in_opposite_order_all_come_through(own_database: str) -> None:
    first, second = Scene(), Scene()
    sold = [[int(body(each.another().settle())["setl_id"]) for _ in range(4)] for each in (first, second)]
    works = []
    for n in range(4):
        pair = [(first, sold[0][n]), (second, sold[1][n])]
        for scene, claim in pair if n % 2 else reversed(pair):
            works.append(patiently(lambda scene=scene: scene.another().settle()))
            works.append(patiently(lambda scene=scene, claim=claim: scene.reverse(claim)))
    outcomes = at_once(works)
    assert [outcome for outcome in outcomes if not isinstance(outcome, Outcome)] == []
    assert Claim.objects.count() == 8 + 16
    check_books()


def test_a_sale_before_and_after_the_new_year_uses_each_years_own_account(own_database: str) -> None:
    scene = Scene()
    scene.settle()
    new_year = date(2027, 1, 4)
    later = scene.another(issued_on=new_year)
    at = datetime(2027, 1, 4, 9, 0, tzinfo=SHANGHAI)
    later.settle(later.order(purchase_day=new_year), at=at)
    assert sorted(AnnualAccount.objects.values_list("year", "pooled_paid")) == [
        (2026, Decimal("238.00")),
        (2027, Decimal("238.00")),
    ]
