"""Where a request came from, as the event log will say."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from config.middleware import Origin
from province.events.actions.recording import source_address


def seen(**meta: str) -> str | None:
    found: list[str | None] = []

    def view(_: HttpRequest) -> HttpResponse:
        found.append(source_address())
        return HttpResponse()

    Origin(view)(RequestFactory().get("/", **meta))
    return found[0]


def test_a_direct_request_comes_from_its_peer() -> None:
    assert seen(REMOTE_ADDR="10.1.2.3", HTTP_X_FORWARDED_FOR="1.1.1.1") == "10.1.2.3"


def test_behind_the_proxy_only_the_proxys_own_word_counts(settings: pytest.FixtureRequest) -> None:
    settings.BEHIND_PROXY = True
    assert seen(REMOTE_ADDR="172.18.0.2", HTTP_X_FORWARDED_FOR="1.1.1.1, 10.9.9.9") == "10.9.9.9"


@pytest.mark.parametrize("forwarded", ["", "unknown", "1.1.1.1, <script>"])
def test_what_is_no_address_is_none(settings: pytest.FixtureRequest, forwarded: str) -> None:
    settings.BEHIND_PROXY = True
    assert seen(HTTP_X_FORWARDED_FOR=forwarded) is None
