"""The counter over HTTP: from the token to the reversal."""

from typing import Any

import pytest
from django.utils import timezone

from catalog.prices.models import PaymentStandard
from eligibility.prescriptions.models import Prescription
from physicians.clients.models import ApiClient
from province.events.models import Event
from settlement.claims.models import Claim
from settlement.counter.models import Answer
from tests.api.conftest import DAY, Counter, line_of, sale_of

pytestmark = pytest.mark.django_db

Sale = dict[str, Any]


def test_a_preview_says_what_a_settlement_would_and_stores_nothing(counter: Counter, sale: Sale) -> None:
    preview = counter.post("settlements/preview", sale)
    assert (preview.status_code, preview.json()["setl_id"], Claim.objects.count()) == (200, None, 0)
    settled = counter.post("settlements", sale, key="k1").json()
    same = {"medfee_sumamt", "hifp_pay", "psn_part_amt", "setldetail", "drugdetail"}
    assert {name: settled[name] for name in same} == {name: preview.json()[name] for name in same}


@pytest.mark.obligation("HN-29.2", "HN-29.3")
def test_seventy_percent_of_an_employees_purchase_is_paid(counter: Counter, sale: Sale) -> None:
    settled = counter.post("settlements", sale, key="k1")
    told = settled.json()
    assert settled.status_code == 201
    assert (told["medfee_sumamt"], told["hifp_pay"], told["psn_part_amt"]) == ("340.00", "238.00", "102.00")
    assert told["medfee_sumamt"] == f"{float(told['fund_pay_sumamt']) + float(told['psn_part_amt']):.2f}"


def test_the_same_key_and_sale_get_the_same_answer_word_for_word(counter: Counter, sale: Sale) -> None:
    first, second = (counter.post("settlements", sale, key="k1") for _ in range(2))
    assert (second.status_code, second.content) == (201, first.content)
    assert ("Idempotent-Replayed" in first, second["Idempotent-Replayed"]) == (False, "true")
    assert Claim.objects.count() == 1


def test_the_order_of_fields_is_not_another_sale(counter: Counter, sale: Sale) -> None:
    counter.post("settlements", sale, key="k1")
    turned = dict(reversed(sale.items()))
    assert counter.post("settlements", turned, key="k1")["Idempotent-Replayed"] == "true"


def test_a_refusal_that_nothing_mends_is_replayed_too(counter: Counter, sale: Sale) -> None:
    sale["medfee_sumamt"] = "1.00"
    first, second = (counter.post("settlements", sale, key="k1") for _ in range(2))
    assert (first.status_code, first["Content-Type"]) == (422, "application/problem+json")
    assert (second.content, second["Idempotent-Replayed"]) == (first.content, "true")


def test_a_key_serves_one_sale(counter: Counter, prescription: Prescription, sale: Sale) -> None:
    counter.post("settlements", sale, key="k1")
    other = {**sale, "drugdetail": [line_of(prescription)]}
    refused = counter.post("settlements", other, key="k1")
    assert (refused.status_code, refused.json()["code"]) == (422, "KEY_REUSED")


def test_keys_belong_to_their_institution(counter: Counter, stranger: Counter, sale: Sale) -> None:
    counter.post("settlements", sale, key="k1")
    assert "Idempotent-Replayed" not in stranger.post("settlements", sale, key="k1")


@pytest.mark.parametrize("key", ["", "k" * 65, "with blank", "钥匙", "a\x7f"])
def test_a_settlement_needs_a_readable_key(counter: Counter, sale: Sale, key: str) -> None:
    told = {"HTTP_IDEMPOTENCY_KEY": key} if key else {}
    refused = counter.post("settlements", sale, **told)
    assert (refused.status_code, refused.json()["code"]) == (400, "INVALID_HEADER")
    assert Answer.objects.count() == 0


def test_a_refusal_that_may_pass_is_decided_anew_under_the_same_key(counter: Counter, sale: Sale) -> None:
    standards = list(PaymentStandard.objects.values())
    PaymentStandard.objects.all().delete()
    assert counter.post("settlements", sale, key="k1").json()["code"] == "STANDARD_MISSING"
    assert counter.get("settlements", key="k1").json()["code"] == "KEY_UNKNOWN"
    PaymentStandard.objects.bulk_create(PaymentStandard(**row) for row in standards)
    assert counter.post("settlements", sale, key="k1").status_code == 201


def test_a_lost_answer_is_found_by_its_key(counter: Counter, sale: Sale) -> None:
    settled = counter.post("settlements", sale, key="k1")
    found = counter.get("settlements", key="k1")
    assert (found.status_code, found.content) == (201, settled.content)


def test_a_settlement_is_found_by_its_number(counter: Counter, sale: Sale) -> None:
    settled = counter.post("settlements", sale, key="k1").json()
    assert counter.get(f"settlements/{settled['setl_id']}").json() == settled


def test_a_day_is_listed_page_by_page(
    counter: Counter, prescription: Prescription, sale: Sale, monkeypatch: Any
) -> None:
    monkeypatch.setattr("settlement.counter.api.views.MOST_LISTED", 2)
    sales = [{**sale, "drugdetail": [line_of(prescription)]} for _ in range(3)]
    numbers = [counter.post("settlements", each, key=f"k{n}").json()["setl_id"] for n, each in enumerate(sales)]
    first = counter.get("settlements", day=DAY).json()
    rest = counter.get("settlements", day=DAY, after=first["next_after"]).json()
    assert [each["setl_id"] for each in first["setlinfo"] + rest["setlinfo"]] == numbers
    assert rest["next_after"] is None


def test_a_reversal_is_minus_the_original_and_frees_the_prescription(counter: Counter, sale: Sale) -> None:
    number = counter.post("settlements", sale, key="k1").json()["setl_id"]
    taken_back = counter.post(f"settlements/{number}/reversal", {"reason": "entered_wrongly"}, key="r1")
    told = taken_back.json()
    assert (taken_back.status_code, told["medfee_sumamt"], told["hifp_pay"]) == (201, "-340.00", "-238.00")
    assert (told["init_setl_id"], counter.get(f"settlements/{number}").json()["refd_setl_id"]) == (
        number,
        told["setl_id"],
    )
    assert counter.post("settlements", sale, key="k2").status_code == 201


def test_an_identity_number_in_a_reason_is_kept_masked(counter: Counter, sale: Sale) -> None:
    number = counter.post("settlements", sale, key="k1").json()["setl_id"]
    reason = {"reason": "quality", "note": "11010519491231002X 退药，电话 13900001234"}
    note = counter.post(f"settlements/{number}/reversal", reason, key="r1").json()["note"]
    event = Event.objects.filter(noun="claim").latest("id")
    assert (note, event.why) == ("1101**********002X 退药，电话 139****1234", f"药品质量问题：{note}")


def test_what_came_back_is_not_sold_again_through_the_api(counter: Counter, sale: Sale) -> None:
    number = counter.post("settlements", sale, key="k1").json()["setl_id"]
    counter.post(f"settlements/{number}/reversal", {"reason": "quality"}, key="r1")
    assert counter.post("settlements", sale, key="k2").json()["code"] == "TRACE_CODE_RETURNED"


def test_another_reason_without_a_word_is_none(counter: Counter, sale: Sale) -> None:
    number = counter.post("settlements", sale, key="k1").json()["setl_id"]
    answer = counter.post(f"settlements/{number}/reversal", {"reason": "other", "note": " "}, key="r1")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "note")


def test_a_part_is_given_back_and_the_rest_stays_settled(counter: Counter, prescription: Prescription) -> None:
    line = line_of(prescription, packs=2)
    sale = {**sale_of(prescription), "drugdetail": [line], "medfee_sumamt": line["det_item_fee_sumamt"]}
    number = counter.post("settlements", sale, key="k1").json()["setl_id"]
    kept = {"feedetl_sn": "1", "cnt": "1", "drug_trac_info": line["drug_trac_info"][:1]}
    answer = counter.post(f"settlements/{number}/partial-return", {"reason": "quality", "drugdetail": [kept]}, key="r1")
    told = answer.json()
    assert (answer.status_code, told["medfee_sumamt"], told["init_setl_id"]) == (201, "340.00", number)
    both = {**kept, "cnt": "2"}
    again = counter.post(
        f"settlements/{told['setl_id']}/partial-return", {"reason": "quality", "drugdetail": [both]}, key="r2"
    )
    assert (again.status_code, again.json()["code"]) == (422, "KEPT_NOT_SOLD")


def test_who_sells_elsewhere_without_a_reason_is_told_which_field(stranger: Counter, sale: Sale) -> None:
    refusal = stranger.post("settlements", sale, key="k1").json()
    assert (refusal["code"], refusal["errors"][0]["field"]) == ("NOT_CHOSEN_INSTITUTION", "elsewhere_reason")
    told = stranger.post("settlements", {**sale, "elsewhere_reason": "shortage"}, key="k2").json()
    assert told["warnings"] == ["ELSEWHERE_SHORTAGE"]


def test_a_settlement_is_reversed_once(counter: Counter, sale: Sale) -> None:
    number = counter.post("settlements", sale, key="k1").json()["setl_id"]
    counter.post(f"settlements/{number}/reversal", {"reason": "entered_wrongly"}, key="r1")
    again = counter.post(f"settlements/{number}/reversal", {"reason": "entered_wrongly"}, key="r2")
    assert (again.status_code, again.json()["code"]) == (409, "ALREADY_REVERSED")


def test_what_is_anothers_is_not_found_like_what_is_unknown(counter: Counter, stranger: Counter, sale: Sale) -> None:
    number = counter.post("settlements", sale, key="k1").json()["setl_id"]
    reason = {"reason": "entered_wrongly"}
    foreign = [
        stranger.get(f"settlements/{number}"),
        stranger.get("settlements", key="k1"),
        stranger.get(f"prescriptions/{sale['rxno']}"),
        stranger.post(f"settlements/{number}/reversal", reason, key="r1"),
    ]
    unknown = [
        stranger.get("settlements/999999"),
        stranger.get("settlements", key="never"),
        stranger.get("prescriptions/never"),
        stranger.post("settlements/999999/reversal", reason, key="r2"),
    ]
    assert [_but_for_its_number(each) for each in foreign] == [_but_for_its_number(each) for each in unknown]
    assert {each.status_code for each in foreign} == {404}


def _but_for_its_number(answer: Any) -> tuple[int, bytes]:
    return answer.status_code, answer.content.replace(answer["X-Request-Id"].encode(), b"")


def test_the_prescription_tells_what_is_left(counter: Counter, sale: Sale) -> None:
    counter.post("settlements", sale, key="k1")
    found = counter.get(f"prescriptions/{sale['rxno']}").json()
    assert (found["usable"], found["psn_name"]) == (True, "周**")
    assert [(line["drug_cnt"], line["surplus_cnt"]) for line in found["drugdetail"]] == [("3.0000", "2.0000")]


def test_a_number_typed_in_small_letters_is_the_same_prescription(counter: Counter, sale: Sale) -> None:
    small = sale["rxno"].lower()
    assert small != sale["rxno"]
    assert counter.get(f"prescriptions/{small}").json()["rxno"] == sale["rxno"]
    assert counter.post("settlements/preview", {**sale, "rxno": small}).status_code == 200


def test_a_product_that_is_not_prescribed_is_named_as_it_came(counter: Counter, prescription: Prescription) -> None:
    other = {**sale_of(prescription), "drugdetail": [{**line_of(prescription), "med_list_codg": "xl01ef900008"}]}
    told = counter.post("settlements/preview", other).json()
    assert (told["code"], "xl01ef900008。请核对" in told["detail"]) == ("PRODUCT_NOT_PRESCRIBED", True)


def test_a_benefit_check_tells_entitlement_and_what_is_left(counter: Counter, sale: Sale) -> None:
    counter.post("settlements", sale, key="k1")
    told = counter.post("benefit-checks", {"psn_no": sale["psn_no"]}).json()
    left = {each["kind"]: each["left"] for each in told["limits"]}
    assert (told["active"], told["insutype"], told["reasons"], told["psn_name"]) == (True, "310", [], "周**")
    assert (left["pooled_fund"], left["overall"]) == ("149762.00", "149762.00")
    assert [(each["state"], each["enddate"]) for each in told["entitlements"]] == [("active", "2027-12-31")]


def test_an_unknown_person_has_no_benefits_and_hears_why(counter: Counter) -> None:
    told = counter.post("benefit-checks", {"psn_no": "nobody"}).json()
    assert (told["active"], told["psn_name"], bool(told["reasons"])) == (False, "", True)


def test_a_stopped_client_is_turned_away_at_once(counter: Counter, sale: Sale) -> None:
    ApiClient.objects.update(revoked_at=timezone.now())
    answers = [
        counter.post("settlements", sale, key="k1"),
        counter.post("settlements/preview", sale),
        counter.get(f"prescriptions/{sale['rxno']}"),
        counter.get("settlements", day=DAY),
        counter.get("settlements/1"),
        counter.post("benefit-checks", {"psn_no": sale["psn_no"]}),
    ]
    assert [(each.status_code, each.json()["code"]) for each in answers] == [(401, "CLIENT_REVOKED")] * 6
    assert Claim.objects.count() == 0


def test_a_settlement_takes_three_statements(
    counter: Counter, sale: Sale, django_assert_num_queries: Any, prescription: Prescription
) -> None:
    counter.post("settlements", sale, key="k1")
    another = {**sale, "drugdetail": [line_of(prescription)]}
    with django_assert_num_queries(3 + 2):  # and the savepoint inside the test's own transaction
        assert counter.post("settlements", another, key="k2").status_code == 201
