"""A settlement taken back: whole, once, on its own year's account (I9)."""

import json
from datetime import datetime
from decimal import Decimal

import pytest

from kit.clock import SHANGHAI
from kit.errors import NotFound, ReasonMissing
from province.events.models import Event
from settlement.claims.models import Claim, ClaimLine, LedgerEntry
from settlement.claims.words import ReversalReason
from settlement.counter.errors import AlreadyReversed, NotReversible
from settlement.counter.rules.orders import PackCode
from settlement.traces.models import TracePack
from supervision.alerts.models import Alert
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


def test_its_sentences_say_what_goes_back() -> None:
    scene = assisted()
    claim = number(scene.settle())
    scene.reverse(claim)
    sold, back = (LedgerEntry.objects.filter(claim__reverses=which).values_list("sentence") for which in (None, claim))
    assert list(back) == [(f"退回：{sentence}",) for (sentence,) in sold]


def test_the_prescription_and_the_packs_are_free_again() -> None:
    scene = Scene()
    order = scene.order(scene.line(Decimal(3)))
    claim = number(scene.settle(order))
    scene.reverse(claim)
    assert scene.dispensed == 0
    assert set(TracePack.objects.values_list("sold", flat=True)) == {Decimal(0)}
    assert scene.settle(order).status == 201


@pytest.mark.parametrize("reason", set(ReversalReason) - {ReversalReason.ENTERED_WRONGLY})
def test_what_came_back_from_the_patient_is_sold_to_nobody_again(reason: ReversalReason) -> None:
    scene = Scene()
    order = scene.order()
    scene.reverse(number(scene.settle(order)), reason=reason, note="核对")
    pack = TracePack.objects.get()
    assert (pack.sold, pack.returned, scene.dispensed) == (pack.units, pack.units, 0)
    refusal = json.loads(scene.settle(order).body)
    assert (refusal["code"], order.codes[0] in refusal["detail"]) == ("TRACE_CODE_RETURNED", True)


def test_the_rest_of_a_split_pack_is_sold_though_a_part_of_it_came_back() -> None:
    scene = Scene()
    half = scene.line(Decimal("0.5"), codes=(PackCode("86404884618625801042"),))
    scene.reverse(number(scene.settle(scene.order(half))), reason=ReversalReason.QUALITY)
    answers = [json.loads(scene.settle(scene.order(half)).body) for _ in range(2)]
    assert [answer.get("code", "") for answer in answers] == ["", "TRACE_CODE_RETURNED"]


def test_a_reason_of_no_kind_is_written_out_and_looked_at() -> None:
    scene = Scene()
    claim = number(scene.settle())
    with pytest.raises(ReasonMissing):
        scene.reverse(claim, reason=ReversalReason.OTHER, note=" ")
    reversal = number(scene.reverse(claim, reason=ReversalReason.OTHER, note="患者改变主意"))
    assert "患者改变主意" in Alert.objects.get(object_id=reversal).text


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
    body = json.loads(scene.reverse(claim, reason=ReversalReason.QUALITY, note="包装破损").body)
    assert (body["refd_setl_flag"], body["init_setl_id"]) == ("1", str(claim))
    assert (body["reason"], body["note"]) == ("quality", "包装破损")
    assert body["hifp_pay"] == "-238.00"
    assert body["hifmi_pay"] == "0.00"


def test_a_persons_numbers_in_the_reason_are_kept_nowhere() -> None:
    scene = Scene()
    whole = scene.person.identity.reveal()
    claim = number(scene.settle())
    said = f"身份证 {whole} 电话 13812345678 退药"
    body = json.loads(scene.reverse(claim, reason=ReversalReason.OTHER, note=said).body)
    written = Event.objects.get(noun="claim", verb="reverse").why
    assert written == f"其他：{body['note']}"
    assert body["note"] == Claim.objects.get(reverses=claim).reason
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
