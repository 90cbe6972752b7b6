"""The counter: one sale settled, refused, asked again."""

import json
from decimal import Decimal

import pytest

from settlement.claims.models import Claim, LedgerEntry
from settlement.core_system.models import OutboxMessage
from settlement.counter.models import Answer
from tests.settlement.scene import Scene

pytestmark = pytest.mark.django_db


def test_a_sale_is_paid_at_seventy_percent_and_stored_whole() -> None:
    scene = Scene()
    outcome = scene.settle()
    body = json.loads(outcome.body)
    assert outcome.status == 201, body
    assert (body["hifp_pay"], body["psn_part_amt"]) == ("238.00", "102.00")
    claim = Claim.objects.get()
    assert (claim.total, claim.pooled, claim.patient) == (Decimal("340.00"), Decimal("238.00"), Decimal("102.00"))
    assert sum(entry.amount for entry in LedgerEntry.objects.all()) == claim.total
    assert Answer.objects.get().body == outcome.body
    assert OutboxMessage.objects.get().claim == claim
    assert scene.account.pooled_paid == Decimal("238.00")
    assert scene.dispensed == 1
