"""The settlements of an institution or an area, as pages."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client as Browser
from django.urls import reverse

from catalog.prices.models import PaymentStandard
from province.staff.models import Account
from province.staff.words import Role
from settlement.claims.models import Claim
from tests.settlement.pages.conftest import official
from tests.settlement.scene import Scene
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db
Settle = Callable[[], Claim]


def test_todays_settlements_open_by_themselves_with_their_totals(desk: Browser, settled: Settle) -> None:
    claim = settled()
    page = desk.get(reverse("settlement:settlements"), follow=True)
    assert page.redirect_chain[-1][0].endswith("?day=2026-11-23")
    totals = page.context["totals"]
    assert (totals.count, totals.total, totals.patient) == (1, claim.total, claim.patient)


def test_a_reversal_is_taken_off_the_totals(desk: Browser, scene: Scene, settled: Settle) -> None:
    scene.reverse(settled().pk)
    totals = desk.get(reverse("settlement:settlements"), follow=True).context["totals"]
    assert (totals.count, totals.total, totals.fund_total) == (2, Decimal(0), Decimal(0))


@pytest.mark.parametrize(("state", "found"), [("settled", 1), ("reversed", 1), ("reversal", 1), ("", 3)])
def test_states_are_told_apart(desk: Browser, scene: Scene, settled: Settle, state: str, found: int) -> None:
    settled()
    scene.reverse(settled().pk)
    page = desk.get(reverse("settlement:settlements"), {"day": "2026-11-23", "state": state})
    assert len(page.context["table"].rows) == found


@pytest.mark.parametrize("day", ["2026-11-22", "2026-11-24", "2025-11-23"])
def test_other_days_are_empty(desk: Browser, settled: Settle, day: str) -> None:
    settled()
    page = desk.get(reverse("settlement:settlements"), {"day": day})
    assert page.context["table"].rows == []


@pytest.mark.parametrize("name", ["claim", "receipt", "reverse"])
def test_anothers_settlement_is_not_found_like_an_unknown_one(settled: Settle, stranger: Account, name: str) -> None:
    foreign = browser_of(stranger).get(reverse(f"settlement:{name}", args=[settled().pk]))
    unknown = browser_of(stranger).get(reverse(f"settlement:{name}", args=[999_999]))
    assert (foreign.status_code, unknown.status_code) == (404, 404)


@pytest.mark.parametrize(("area", "status"), [("430100", 200), ("430000", 200), ("430200", 404)])
def test_a_reviewer_sees_the_insured_of_the_own_area(settled: Settle, area: str, status: int) -> None:
    desk = browser_of(official(Role.REVIEWER, area))
    assert desk.get(reverse("settlement:claim", args=[settled().pk])).status_code == status


def test_an_official_cannot_take_a_settlement_back(settled: Settle) -> None:
    desk = browser_of(official(Role.SUPERVISOR, "430100"))
    assert desk.get(reverse("settlement:reverse", args=[settled().pk])).status_code == 403


def test_a_settlement_explains_who_pays_what_by_which_article(desk: Browser, settled: Settle) -> None:
    claim = settled()
    page = desk.get(reverse("settlement:claim", args=[claim.pk])).content.decode()
    assert all(entry.sentence in page for entry in claim.ledger.all())
    assert reverse("province:article", args=["HN-9"]) in page


def test_a_persons_number_is_masked(desk: Browser, scene: Scene, settled: Settle) -> None:
    claim = settled()
    pages = [desk.get(reverse(f"settlement:{name}", args=[claim.pk])) for name in ("claim", "receipt")]
    assert [scene.person.pk in page.content.decode() for page in pages] == [False, False]


@pytest.mark.obligation("HN-29.3")
def test_the_receipt_names_what_the_patient_pays(desk: Browser, settled: Settle) -> None:
    page = desk.get(reverse("settlement:receipt", args=[settled().pk])).content.decode()
    assert "102.00" in page
    assert "238.00" in page


def test_a_confidential_standard_stands_on_no_page_of_a_settlement(desk: Browser, settled: Settle) -> None:
    PaymentStandard.objects.update(confidential=True, amount=Decimal("343.21"))
    claim = settled()
    pages = [desk.get(reverse(f"settlement:{name}", args=[claim.pk])) for name in ("claim", "receipt")]
    assert ["343.21" in page.content.decode() for page in pages] == [False, False]


def test_the_month_says_what_the_funds_owe(desk: Browser, settled: Settle) -> None:
    settled(), settled()
    month = desk.get(reverse("settlement:months")).context["this"]
    assert (month.count, month.fund_total, month.pooled) == (2, Decimal("476.00"), Decimal("476.00"))


def test_the_year_says_what_is_left(desk: Browser, settled: Settle) -> None:
    page = desk.get(reverse("settlement:account", args=[settled().account_id]))
    left = {each.name: each.left for each in page.context["standings"]}
    assert left == {
        "统筹基金年度支付限额": Decimal("149762.00"),
        "大病保险年度支付限额": Decimal("400000.00"),
        "年度最高支付限额": Decimal("549762.00"),
    }


def test_anothers_year_is_not_found(settled: Settle, stranger: Account) -> None:
    assert browser_of(stranger).get(reverse("settlement:account", args=[settled().account_id])).status_code == 404


@pytest.mark.parametrize("words", ["number", "person", "identity", "prescription"])
def test_the_search_finds_a_settlement_by_exact_words_alone(
    desk: Browser, scene: Scene, settled: Settle, words: str
) -> None:
    claim = settled()
    asked = {
        "number": str(claim.pk),
        "person": scene.person.pk,
        "identity": scene.person.identity.reveal(),
        "prescription": claim.prescription_id,
    }
    address = reverse("settlement:claim", args=[claim.pk])
    found = desk.post(reverse("province:search"), {"words": asked[words]})
    assert found.headers.get("Location") == address or address in found.content.decode()
    missed = desk.post(reverse("province:search"), {"words": asked[words][:-1] + "~"})
    assert missed.status_code == 200
    assert address not in missed.content.decode()


def test_a_page_of_settlements_takes_few_queries(
    desk: Browser, settled: Settle, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for _ in range(3):
        settled()
    with django_assert_max_num_queries(7):  # type: ignore[attr-defined]
        desk.get(reverse("settlement:settlements"), {"day": "2026-11-23"})
