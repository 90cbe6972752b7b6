"""What never reaches a view is a problem too."""

import re

import msgspec
import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client as Browser
from django.urls import reverse

from acts.policy import Policy
from kit.errors import Busy, DomainError, FieldError, TooManyRequests, every_kind
from province.frame import problems
from province.frame.problems import Problem, answer
from province.frame.rules import TITLES, UNTOLD, catalogue, place_of


@pytest.mark.parametrize("path", ["/api/", "/api/v1", "/api/v1/", "/api/v2/token", "/api/v1/settlements/", "/api/x%00"])
@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "options", "patch"])
def test_an_unknown_address_is_a_problem_for_every_method(api: Browser, path: str, method: str) -> None:
    found = api.generic(method.upper(), path)
    assert (found.status_code, found["Content-Type"]) == (404, "application/problem+json")
    assert found.json()["code"] == "NO_SUCH_CALL"


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"])
def test_an_unknown_method_is_a_problem_that_names_the_known_ones(api: Browser, method: str) -> None:
    found = api.generic(method, "/api/v1/token")
    assert (found.status_code, found.json()["code"], found["Allow"]) == (405, "METHOD_NOT_ALLOWED", "POST")


def test_a_host_that_is_not_ours_is_refused(api: Browser) -> None:
    found = api.get("/api/v1/settlements", headers={"host": "elsewhere.example"})
    assert (found.status_code, found.json()["code"]) == (400, "MALFORMED")


@pytest.mark.parametrize("error", [OperationalError("lock timeout"), InterfaceError("closed"), Busy()])
def test_a_database_that_does_not_answer_in_time_is_busy(error: Exception) -> None:
    found = problems.handle(error, {})
    assert found is not None
    assert (found.status_code, found["Retry-After"]) == (503, "1")


def test_a_fault_of_ours_stays_a_fault() -> None:
    assert problems.handle(ZeroDivisionError(), {}) is None


def test_a_problem_names_article_and_fields() -> None:
    error = DomainError("超量。", code="SUPPLY_TOO_LONG", fields=(FieldError("cnt", "TOO_MUCH", "超量。"),))
    told = msgspec.json.decode(answer(error).content, type=Problem)
    assert (told.type, told.status, told.source) == ("/api/v1/problems/supply-too-long", 422, "HN-33")
    assert [(each.field, each.code) for each in told.errors] == [("cnt", "TOO_MUCH")]


def test_a_wait_is_told_in_whole_seconds() -> None:
    assert answer(TooManyRequests(1.2))["Retry-After"] == "2"


@pytest.mark.django_db
def test_every_status_that_an_error_can_have_has_a_title(api: Browser) -> None:
    assert {kind.status for kind in every_kind()} <= TITLES.keys()


@pytest.mark.django_db
def test_every_code_stands_on_the_page_of_programs_or_on_that_of_people(api: Browser, hunan: Policy) -> None:
    of_api, of_pages = (api.get(address).content.decode() for address in (reverse("problems"), place_of("PAGES")))
    for entry in catalogue(hunan):
        assert (f"<code>{entry.code}</code>" in of_api) is not (f"<code>{entry.code}</code>" in of_pages), entry.code
    assert "Content-Security-Policy" in api.get(reverse("problems")).headers


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["", "pages"])
def test_what_is_filled_in_is_shown_by_an_example(api: Browser, place: str) -> None:
    page = api.get(f"/api/v1/problems/{place}").content.decode()
    assert [sign for sign in ("{", "}", "—") if sign in page] == []
    assert place or UNTOLD not in page


@pytest.mark.django_db
def test_every_code_of_the_api_says_what_to_show_to_do_and_when_to_send_again(api: Browser) -> None:
    places = re.findall(r'href="(/api/v1/problems/[a-z0-9-]+)"', api.get(reverse("problems")).content.decode())
    assert len(places) > 90
    for place in set(places) - {place_of("PAGES")}:
        page = api.get(place).content.decode()
        assert [words for words in ("原因", "给收银员看", "怎么办", "何时再发") if words not in page] == [], place


AGAIN = {
    "STANDARD_MISSING": "事项办妥以后，用同一幂等键再发即可办理。",
    "TOTAL_WRONG": "不要再发：同一幂等键永远得到这个应答。",
    "IN_FLIGHT": "等 1 秒，用同一幂等键。",
    "INVALID_BODY": "改正以后，可用同一幂等键。",
}


@pytest.mark.django_db
@pytest.mark.parametrize("code", AGAIN)
def test_the_page_of_a_code_says_when_to_send_again(api: Browser, code: str) -> None:
    assert AGAIN[code] in api.get(place_of(code)).content.decode()


@pytest.mark.django_db
def test_the_rules_of_the_counter_stand_there_with_their_articles(api: Browser) -> None:
    page = api.get(place_of("CHARGE_ABOVE_STANDARD")).content.decode()
    assert "<code>CHARGE_ABOVE_STANDARD</code>" in page
    assert reverse("province:article", args=["HN-12"]) in page


@pytest.mark.django_db
def test_the_type_of_a_problem_opens_its_own_page(api: Browser) -> None:
    assert b"<code>NOT_JSON</code>" in api.get(place_of("NOT_JSON")).content
    assert api.get(place_of("NEVER_HEARD_OF")).json()["code"] == "NOT_FOUND"
