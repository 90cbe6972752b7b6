"""What never reaches a view is a problem too."""

import msgspec
import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client as Browser
from django.urls import reverse

from kit.errors import Busy, DomainError, FieldError, TooManyRequests, every_kind
from province.frame import problems
from province.frame.problems import Problem, answer, catalogue, place_of


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
    assert {kind.status for kind in every_kind()} <= problems.TITLES.keys()


@pytest.mark.django_db
def test_every_code_has_its_place_on_the_page_of_codes(api: Browser) -> None:
    page = api.get(reverse("problems")).content.decode()
    assert [entry.code for entry in catalogue() if f"<code>{entry.code}</code>" not in page] == []
    assert "Content-Security-Policy" in api.get(reverse("problems")).headers


@pytest.mark.django_db
def test_the_rules_of_the_counter_stand_there_with_their_articles(api: Browser) -> None:
    page = api.get(place_of("CHARGE_ABOVE_STANDARD")).content.decode()
    assert "<code>CHARGE_ABOVE_STANDARD</code>" in page
    assert reverse("province:article", args=["HN-12"]) in page


@pytest.mark.django_db
def test_the_type_of_a_problem_opens_its_own_page(api: Browser) -> None:
    assert b"<code>NOT_JSON</code>" in api.get(place_of("NOT_JSON")).content
    assert api.get(place_of("NEVER_HEARD_OF")).json()["code"] == "NOT_FOUND"
