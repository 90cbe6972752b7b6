"""A settlement taken back: whole, once, on its own year's account (I9)."""

import json
from datetime import datetime
from decimal import Decimal

import pytest

from kit.clock import SHANGHAI
from kit.errors import NotFound
from province.events.models import Event
from settlement.claims.models import Claim, ClaimLine, LedgerEntry
from settlement.counter.errors import AlreadyReversed, NotReversible
from settlement.traces.models import TracePack
from tests.factories.settlement import AssistanceRuleFactory, ClientFactory, RecognitionFactory
from tests.settlement.scene import Outcome, Scene

pytestmark = pytest.mark.django_db

MONEY = ("total", "in_scope", "out_of_scope", "pooled", "serious_illness", "assistance", "fund_total", "patient")


def number(outcome: Outcome) -> int:
    return int(json.loads(outcome.body)["setl_id"])


def assisted() -> Scene:
    scene = Scene()
    RecognitionFactory(person=scene.person)
    AssistanceRuleFactory()
    return scene


def test_every_amount_is_negated_and_the_account_is_as_before() -> None:
    scene = assisted()
    claim = Claim.objects.get(pk=number(scene.settle()))
    reversal = Claim.objects.get(pk=number(scene.reverse(claim.pk)))
    assert [getattr(reversal, name) for name in MONEY] == [-getattr(claim, name) for name in MONEY]
    assert reversal.reverses == claim
    account = scene.account
    assert {account.pooled_paid, account.serious_paid, account.assistance_paid, account.threshold_used} == {Decimal(0)}


def test_lines_and_ledger_are_negated_row_by_row() -> None:
    scene = assisted()
    claim = number(scene.settle())
    reversal = number(scene.reverse(claim))
    for rows, columns in (
        (LedgerEntry.objects, ("basis", "amount")),
        (ClaimLine.objects, ("quantity", "total", "in_scope", "fund_share")),
    ):
        before, after = (list(rows.filter(claim=which).values_list(*columns)) for which in (claim, reversal))
        assert after == [tuple(-amount for amount in row) for row in before]


def test_the_prescription_and_the_packs_are_free_again() -> None:
    scene = Scene()
    order = scene.order(scene.line(Decimal(3)))
    claim = number(scene.settle(order))
    scene.reverse(claim)
    assert scene.dispensed == 0
    assert set(TracePack.objects.values_list("sold", flat=True)) == {Decimal(0)}
    assert scene.settle(order).status == 201


def test_a_second_reversal_is_refused_and_a_reversal_is_final() -> None:
    scene = Scene()
    claim = number(scene.settle())
    reversal = number(scene.reverse(claim))
    with pytest.raises(AlreadyReversed):
        scene.reverse(claim)
    with pytest.raises(NotReversible):
        scene.reverse(reversal)


def test_the_same_key_gets_the_same_reversal_again() -> None:
    scene = Scene()
    claim = number(scene.settle())
    first, again = scene.reverse(claim, "k9"), scene.reverse(claim, "k9")
    assert (again.body, again.replayed) == (first.body, True)


def test_an_unknown_and_a_foreign_settlement_are_not_found_alike() -> None:
    scene = Scene()
    claim = number(scene.settle())
    scene.client = ClientFactory()
    for wanted in (claim, 10**17):
        with pytest.raises(NotFound):
            scene.reverse(wanted)
    assert not Claim.objects.exclude(reverses=None).exists()


def test_a_reversal_next_year_is_on_the_old_years_account_and_in_the_new_months_statement() -> None:
    scene = Scene()
    claim = Claim.objects.get(pk=number(scene.settle()))
    january = datetime(2027, 1, 4, 9, 0, tzinfo=SHANGHAI)
    reversal = Claim.objects.get(pk=number(scene.reverse(claim.pk, at=january)))
    assert reversal.account == claim.account
    assert reversal.account.year == 2026
    assert str(reversal.statement_month) == "2027-01-01"
    assert reversal.purchase_day == claim.purchase_day


def test_the_reversal_says_which_settlement_it_takes_back_and_why() -> None:
    scene = Scene()
    claim = number(scene.settle())
    body = json.loads(scene.reverse(claim, reason="患者退药").body)
    assert (body["refd_setl_flag"], body["init_setl_id"], body["reason"]) == ("1", str(claim), "患者退药")
    assert body["hifp_pay"] == "-238.00"
    assert body["hifmi_pay"] == "0.00"


def test_a_persons_numbers_in_the_reason_are_kept_nowhere() -> None:
    scene = Scene()
    whole = scene.person.identity.reveal()
    claim = number(scene.settle())
    body = json.loads(scene.reverse(claim, reason=f"身份证 {whole} 电话 13812345678 退药").body)
    written = Event.objects.get(noun="claim", verb="reverse").why
    assert body["reason"] == Claim.objects.get(reverses=claim).reason == written
    assert whole not in written
    assert "13812345678" not in written


def test_a_threshold_filled_by_a_sale_taken_back_is_to_be_filled_again() -> None:
    """Own shares of 102.00, half of what lies above 100.00: after the first is taken back, two sales are due 52.00."""
    scene = Scene()
    RecognitionFactory(person=scene.person)
    AssistanceRuleFactory(threshold=Decimal("100.00"), rate=Decimal("0.5"))
    first = number(scene.settle())
    scene.another().settle()
    scene.reverse(first)
    scene.another().settle()
    assert (scene.account.assistance_paid, scene.account.threshold_used) == (Decimal("52.00"), Decimal("100.00"))
