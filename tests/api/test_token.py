"""Tokens: given for the right secret, read without a query, over after ten minutes."""

import base64
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser
from django.utils import timezone

from physicians.clients.api.tokens import read_token
from physicians.clients.models import ApiClient
from tests.api.conftest import SECRET, ask_for_token

pytestmark = pytest.mark.django_db


def test_a_client_with_its_secret_gets_a_token_of_ten_minutes(api: Browser, client_of_pharmacy: ApiClient) -> None:
    given = ask_for_token(api).json()
    assert (given["token_type"], given["expires_in"], given["scope"]) == ("Bearer", 600, "settle")


def test_the_secret_may_stand_in_the_basic_header(api: Browser, client_of_pharmacy: ApiClient) -> None:
    basic = base64.b64encode(f"pos-1:{SECRET}".encode()).decode()
    form = {"content_type": "application/x-www-form-urlencoded", "HTTP_AUTHORIZATION": f"Basic {basic}"}
    assert api.post("/api/v1/token", "grant_type=client_credentials", **form).status_code == 200


@pytest.mark.parametrize("named", ["client_id=pos-2", "client_secret=x", "client_id=pos-2&client_secret=x"])
def test_nobody_names_one_client_in_the_header_and_proves_another(
    api: Browser, client_of_pharmacy: ApiClient, named: str
) -> None:
    """What he asks for is counted for the client in the header: its own system would be told to wait."""
    basic = base64.b64encode(f"pos-1:{SECRET}".encode()).decode()
    form = {"content_type": "application/x-www-form-urlencoded", "HTTP_AUTHORIZATION": f"Basic {basic}"}
    answer = api.post("/api/v1/token", f"grant_type=client_credentials&{named}", **form)
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_REQUEST")


def test_a_token_says_who_holds_it_without_a_query(
    api: Browser, client_of_pharmacy: ApiClient, django_assert_num_queries: Any
) -> None:
    token = ask_for_token(api).json()["access_token"]
    with django_assert_num_queries(0):
        holder = read_token(token)
    assert holder is not None
    place = client_of_pharmacy.institution
    told = (holder.pk, holder.institution, holder.kind, holder.area)
    assert told == (client_of_pharmacy.pk, place.code, "P", place.area_id)


def test_a_token_is_over_after_ten_minutes(api: Browser, client_of_pharmacy: ApiClient) -> None:
    with time_machine.travel("2026-11-23 08:00 +0800", tick=False) as clock:
        token = ask_for_token(api).json()["access_token"]
        clock.shift(600)
        assert read_token(token) is not None
        clock.shift(1)
        assert read_token(token) is None


def test_an_altered_token_is_nobodys(api: Browser, client_of_pharmacy: ApiClient) -> None:
    token = ask_for_token(api).json()["access_token"]
    assert read_token("x" + token[1:]) is None
    assert read_token(token[:-1]) is None


@pytest.mark.parametrize("text", ["", ":", "a:b:c", "令牌", "\x00", "." * 5000, "e30:1:2"])
def test_what_is_no_token_is_nobodys(text: str) -> None:
    assert read_token(text) is None


@pytest.mark.parametrize(
    ("changed", "status", "error"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client"),  # pragma: allowlist secret
        ({"client_id": "nobody"}, 401, "invalid_client"),
        ({"client_id": "%00"}, 401, "invalid_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"grant_type": ""}, 400, "invalid_request"),
        ({"scope": "everything"}, 400, "invalid_scope"),
    ],
)
def test_a_refused_client_hears_why_in_both_languages(
    api: Browser, client_of_pharmacy: ApiClient, changed: dict[str, str], status: int, error: str
) -> None:
    answer = ask_for_token(api, **changed)
    told = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert (told["error"], told["code"], told["status"]) == (error, error.upper(), status)


def test_a_stopped_client_gets_none(api: Browser, client_of_pharmacy: ApiClient) -> None:
    ApiClient.objects.update(revoked_at=timezone.now())
    assert ask_for_token(api).json()["code"] == "INVALID_CLIENT"


def test_the_secret_is_stored_as_a_hash(client_of_pharmacy: ApiClient) -> None:
    client_of_pharmacy.refresh_from_db()
    assert SECRET not in client_of_pharmacy.client_secret
    assert client_of_pharmacy.client_secret.startswith("client_secret$")


def test_json_is_no_form(api: Browser) -> None:
    answer = api.post("/api/v1/token", "{}", content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (415, "MEDIA_TYPE_REFUSED")
