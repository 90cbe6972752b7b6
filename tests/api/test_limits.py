"""What may be done only so often: prices of a secret standard, tokens, wrong secrets, benefit checks."""

from typing import Any

import pytest
from django.core.cache import cache, caches
from django.test import Client as Browser

from catalog.prices.models import ListedPrice, PaymentStandard
from eligibility.prescriptions.models import Prescription
from kit.errors import TooManyRequests
from kit.limits import Limit
from physicians.clients.models import ApiClient
from tests.api.conftest import Counter, ask_for_token, line_of

pytestmark = pytest.mark.django_db
Sale = dict[str, Any]


class Till:
    """A pharmacy that sells one pack at many prices."""

    def __init__(self, counter: Counter, prescription: Prescription, sale: Sale) -> None:
        self.counter, self.prescription, self.sale = counter, prescription, sale

    def at(self, price: str) -> Sale:
        line = line_of(self.prescription, price=price)
        return {**self.sale, "medfee_sumamt": line["det_item_fee_sumamt"], "drugdetail": [line]}

    def preview(self, *prices: str) -> list[Any]:
        return [self.counter.post("settlements/preview", self.at(price)) for price in prices]

    def sell(self, *prices: str) -> list[Any]:
        return [self.counter.post("settlements", self.at(price), key=price) for price in prices]


@pytest.fixture
def till(counter: Counter, prescription: Prescription, sale: Sale, settings: Any) -> Till:
    PaymentStandard.objects.update(confidential=True)
    settings.API_PRICES_A_DAY = 2
    return Till(counter, prescription, sale)


def codes(answers: list[Any]) -> list[str]:
    return [answer.json().get("code", "") for answer in answers]


def test_few_prices_of_a_secret_standard_may_be_tried_in_a_day(till: Till) -> None:
    answers = till.preview("500.00", "340.00", "342.00", "340.00", "500.000000")
    assert codes(answers) == ["CHARGE_ABOVE_STANDARD", "", "PRICES_TRIED", "", "CHARGE_ABOVE_STANDARD"]
    assert [answer["Prices-Left"] for answer in answers[:2]] == ["1", "0"]


def test_a_price_too_many_says_what_is_left_and_which_prices_pass_and_no_time_to_wait(till: Till) -> None:
    *_, refused = till.preview("500.00", "400.00", "450.00")
    assert (refused.status_code, "Retry-After" in refused) == (422, False)
    assert "今天还可试 0 个" in refused.json()["detail"]
    assert refused.json()["errors"][0]["field"] == "drugdetail[0].pric"


def test_previews_use_up_no_sale(till: Till) -> None:
    till.preview("500.00", "400.00", "450.00")
    assert codes(till.sell("340.00")) == [""]


def test_a_sale_tries_a_price_as_a_preview_does(till: Till) -> None:
    assert codes(till.sell("500.00", "400.00", "450.00"))[2:] == ["PRICES_TRIED"]
    assert till.counter.get("settlements", key="450.00").status_code == 404


def test_what_was_paid_for_before_and_anything_cheaper_always_passes(till: Till) -> None:
    till.sell("340.00")
    till.preview("500.00", "400.00", "450.00")
    assert codes(till.preview("340.00", "339.123456", "340.01")) == ["", "", "PRICES_TRIED"]


def test_a_sale_that_was_taken_back_opens_no_price(till: Till) -> None:
    number = till.sell("340.00")[0].json()["setl_id"]
    till.counter.post(f"settlements/{number}/reversal", {"reason": "entered_wrongly"}, key="r0")
    assert codes(till.preview("500.00", "400.00", "339.00"))[2:] == ["PRICES_TRIED"]


def test_the_platforms_price_always_passes(till: Till) -> None:
    ListedPrice.objects.update(amount="341.00")
    assert codes(till.preview("500.00", "400.00", "341.00", "341.01"))[2:] == ["", "PRICES_TRIED"]


def test_a_standard_that_is_no_secret_has_no_limit(till: Till) -> None:
    PaymentStandard.objects.update(confidential=False)
    assert codes(till.preview("500.00", "340.00", "341.00", "342.00")) == ["CHARGE_ABOVE_STANDARD", "", "", ""]


def test_institutions_are_counted_apart(till: Till, stranger: Counter) -> None:
    till.preview("500.00", "400.00", "450.00")
    other = Till(stranger, till.prescription, till.sale)
    assert codes(other.preview("450.00")) == ["CHARGE_ABOVE_STANDARD"]


def test_a_settled_sale_is_told_again_however_many_prices_were_tried_since(till: Till) -> None:
    first = till.counter.post("settlements", sold := till.at("340.00"), key="k1")
    PaymentStandard.objects.update(amount="339.00")
    cache.clear()
    caches["shared"].clear()
    till.sell("500.00", "400.00")
    again = till.counter.post("settlements", sold, key="k1")
    assert (again.status_code, again.content) == (201, first.content)


def test_prices_are_counted_by_the_worker_alone_while_the_broker_is_away(till: Till, settings: Any) -> None:
    settings.CACHES = {**settings.CACHES, "shared": {**settings.CACHES["shared"], "LOCATION": "redis://127.0.0.1:1/0"}}
    answers = till.preview("500.00", "400.00", "450.00", "500.00")
    assert codes(answers)[2:] == ["PRICES_TRIED", "CHARGE_ABOVE_STANDARD"]


def test_a_client_that_lost_its_way_is_told_to_wait(api: Browser, client_of_pharmacy: ApiClient, noon: object) -> None:
    answers = [ask_for_token(api) for _ in range(61)]
    assert {answer.status_code for answer in answers[:60]} == {200}
    assert answers[60].json()["code"] == "TOO_MANY_REQUESTS"
    assert 0 < int(answers[60]["Retry-After"]) <= 60


def wrong_secret(api: Browser, client: str, address: str) -> int:
    body = f"grant_type=client_credentials&client_id={client}&client_secret=wrong"  # pragma: allowlist secret
    form = "application/x-www-form-urlencoded"
    return int(api.post("/api/v1/token", body, content_type=form, REMOTE_ADDR=address).status_code)


def test_who_guesses_a_secret_is_slowed_down_and_shuts_nobody_out(
    api: Browser, client_of_pharmacy: ApiClient, noon: object
) -> None:
    assert [wrong_secret(api, "pos-1", "10.0.0.9") for _ in range(12)] == [401] * 10 + [429] * 2
    assert ask_for_token(api).status_code == 200


def test_who_guesses_many_clients_is_slowed_down_by_his_address(
    api: Browser, client_of_pharmacy: ApiClient, noon: object
) -> None:
    assert [wrong_secret(api, f"pos-{number}", "10.0.0.9") for number in range(31)] == [401] * 30 + [429]
    assert wrong_secret(api, "pos-1", "10.0.0.8") == 401


def test_numbers_that_nobody_has_cannot_be_walked_through(counter: Counter) -> None:
    answers = [counter.post("benefit-checks", {"psn_no": f"nobody-{number}"}) for number in range(61)]
    assert [answer.status_code for answer in answers[59:]] == [200, 429]
    assert int(answers[60]["Retry-After"]) <= 3600


def test_another_pharmacy_goes_on(counter: Counter, stranger: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("settlement.counter.api.views.BENEFIT_CHECKS", Limit("few checks", 1))
    asked = [caller.post("benefit-checks", {"psn_no": "1"}).status_code for caller in (counter, counter, stranger)]
    assert asked == [200, 429, 200]


def test_a_limit_is_kept_by_the_worker_alone_while_the_broker_is_away(settings: Any, noon: object) -> None:
    settings.CACHES = {**settings.CACHES, "shared": {**settings.CACHES["shared"], "LOCATION": "redis://127.0.0.1:1/0"}}
    limit = Limit("alone", 1)
    limit.spend("x")
    with pytest.raises(TooManyRequests):
        limit.spend("x")
