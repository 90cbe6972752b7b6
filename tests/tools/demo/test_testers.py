"""The persons whom programs are tried on are where the demonstration says."""

import pytest
from django.test import Client as Browser

from kit.clock import today
from physicians.clients.models import ApiClient
from settlement.counter.queries import benefits
from settlement.counter.rules.benefits import Benefits
from settlement.counter.rules.orders import Caller, Question
from tools.demo.brochure import everything
from tools.demo.tables import table

pytestmark = pytest.mark.django_db


def told_of(kind: str) -> Benefits:
    row = next(row for row in table("testers") if row["kind"] == kind)
    client = ApiClient.objects.select_related("institution").filter(institution__kind="P").earliest("pk")
    question = Question(day=today(), person=row["person"], product=row["product"])
    return benefits.check(question=question, by=Caller(client.institution_id, client.pk), on=today())


def test_of_the_first_hardly_anything_is_left(seeded: str) -> None:
    assert {limit.payer: str(limit.left) for limit in told_of("limit").limits} == {
        "pooled_fund": "50.00",
        "serious_illness": "50.00",
        "overall": "100.00",
    }


@pytest.mark.parametrize("kind", ["suspended", "ended"])
def test_the_entitlements_of_two_are_suspended_and_ended(seeded: str, kind: str) -> None:
    assert [entitlement.state for entitlement in told_of(kind).entitlements] == [kind]


def test_the_first_and_the_last_have_a_prescription_today(seeded: str) -> None:
    persons = {person["psn_no"] for person in everything("", today())["persons"]}
    assert {row["person"] for row in table("testers") if row["kind"] in {"limit", "elsewhere"}} <= persons


def test_the_guide_of_a_demonstration_names_them(seeded: str, settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    page = Browser().get("/api/v1/guide/").content.decode()
    assert [row["person"] for row in table("testers") if row["person"] not in page] == []
