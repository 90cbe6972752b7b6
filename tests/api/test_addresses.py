"""What is asked beside the body: unknown addresses, queries and headers, each named."""

import logging
from typing import Any

import pytest
from django.test import Client as Browser

from province.frame.problems import answer
from settlement.counter.errors import InFlight
from tests.api.conftest import DAY, Counter

pytestmark = pytest.mark.django_db
Sale = dict[str, Any]


@pytest.mark.parametrize("path", ["settlements/", "settlements/1/", "settlements/1/reversal/", "benefit-checks/"])
def test_a_slash_too_many_is_named(counter: Counter, path: str) -> None:
    told = counter.get(path).json()
    assert (told["code"], told["detail"]) == ("NO_SUCH_CALL", f"没有这个接口：/api/v1/{path}。地址末尾不要带斜线。")


@pytest.mark.parametrize("path", ["catalog", "applications/1", "settlements/1/undo"])
def test_a_call_that_is_none_is_not_a_record_that_is_not_found(counter: Counter, path: str) -> None:
    assert counter.get(path).json()["detail"].startswith(f"没有这个接口：/api/v1/{path}。")
    assert counter.get("settlements/1").json()["code"] == "NOT_FOUND"


def test_an_unknown_query_is_named_with_those_that_there_are(counter: Counter, sale: Sale) -> None:
    told = counter.get("settlements", date=DAY).json()
    assert (told["code"], told["errors"][0]["field"]) == ("INVALID_QUERY", "date")
    assert told["errors"][0]["allowed"] == "key、day、after"
    assert counter.post("settlements?day=1", sale, key="k1").json()["code"] == "INVALID_QUERY"
    assert counter.get(f"settlements?day={DAY}&day={DAY}").json()["errors"][0]["code"] == "DUPLICATE_NAME"


def test_a_list_without_a_day_says_what_it_needs(counter: Counter) -> None:
    told = counter.get("settlements").json()
    assert (told["errors"][0]["code"], "day（购药日" in told["detail"], "key（幂等键）" in told["detail"]) == (
        "MISSING_QUERY",
        True,
        True,
    )


def test_a_missing_key_is_named_as_the_header_that_it_is(counter: Counter, sale: Sale) -> None:
    told = counter.post("settlements", sale).json()
    assert told["code"] == "INVALID_HEADER"
    assert told["detail"].startswith("缺少请求头 Idempotency-Key（幂等键），应为 1 至 64 个")


def test_a_form_is_told_what_it_is_and_what_is_wanted(counter: Counter) -> None:
    told = counter.post("settlements", b"a=1", key="k1", content_type="application/x-www-form-urlencoded").json()
    assert "application/x-www-form-urlencoded" in told["detail"]
    assert "application/json" in told["detail"]


def test_a_method_that_is_none_is_told_which_there_are(counter: Counter) -> None:
    assert counter.get("settlements/preview").json()["detail"] == "这个地址不支持 GET 方法，应为 POST。"


def test_every_answer_has_a_number_that_its_problem_and_the_log_have_too(
    counter: Counter, sale: Sale, caplog: pytest.LogCaptureFixture
) -> None:
    refused = counter.post("settlements", {**sale, "rxno": "none"}, key="k1")
    (line,) = (record for record in caplog.records if record.levelno >= logging.WARNING)
    number = refused["X-Request-Id"]
    assert (refused.json()["instance"], line.name, line.getMessage().split()[0]) == (number, "requests", number)
    assert " POST /api/v1/settlements 422 PRESCRIPTION_UNKNOWN P4" in line.getMessage()
    assert counter.post("settlements", sale, key="k2")["X-Request-Id"] not in {"", number}


def test_a_stored_refusal_keeps_the_number_of_the_request_that_was_refused(counter: Counter, sale: Sale) -> None:
    first, again = (counter.post("settlements", {**sale, "medfee_sumamt": "1.00"}, key="k1") for _ in range(2))
    assert first["X-Request-Id"] == first.json()["instance"] == again.json()["instance"] != again["X-Request-Id"]


@pytest.mark.parametrize(
    ("behind", "given", "kept"), [(True, "a" * 32, True), (True, "a b", False), (False, "a" * 32, False)]
)
def test_a_number_is_taken_from_the_proxy_alone(
    api: Browser, settings: Any, behind: bool, given: str, kept: bool
) -> None:
    settings.BEHIND_PROXY = behind
    answer = api.get("/api/v1/settlements", headers={"x-request-id": given})
    assert (answer["X-Request-Id"] == given) is kept


@pytest.mark.parametrize(
    ("path", "line"),
    [("/api/x%0aforged", r"/api/x\nforged 404"), ("/nowhere/11010519491231002X", "/nowhere/1101**********002X 404")],
)
def test_a_line_of_the_log_is_one_line_and_names_nobody(
    api: Browser, caplog: pytest.LogCaptureFixture, path: str, line: str
) -> None:
    api.get(path)
    (record,) = (each for each in caplog.records if each.levelno >= logging.WARNING)
    assert line in record.getMessage()


def test_a_request_in_flight_says_when_to_ask_again() -> None:
    assert answer(InFlight())["Retry-After"] == "1"
