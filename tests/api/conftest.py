"""Institutions and their clients, as the API sees them."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client as Browser
from oauth2_provider.models import AbstractApplication

from physicians.models import ApiClient, Institution
from province.models import Area

SECRET = "0123456789abcdef" * 4  # pragma: allowlist secret


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """What earlier tests asked must not throttle this one."""
    cache.clear()


@pytest.fixture
def pharmacy(db: None) -> Institution:
    hunan = Area.objects.create(code="430000", name="湖南省", level="province")
    changsha = Area.objects.create(code="430100", name="长沙市", level="city", parent=hunan)
    return Institution.objects.create(code="P43010000001", name="长沙药店", kind="P", area=changsha)


@pytest.fixture
def client_of_pharmacy(pharmacy: Institution) -> ApiClient:
    return ApiClient.objects.create(
        client_id="pos-1",
        client_secret=SECRET,
        name="收银",
        institution=pharmacy,
        client_type=AbstractApplication.CLIENT_CONFIDENTIAL,
        authorization_grant_type=AbstractApplication.GRANT_CLIENT_CREDENTIALS,
    )


@pytest.fixture
def api() -> Browser:
    """Raises what a view raises: an answer of 500 must not hide its cause."""
    return Browser()


def ask_for_token(api: Browser, **changed: str) -> Any:
    form = {"grant_type": "client_credentials", "client_id": "pos-1", "client_secret": SECRET} | changed
    body = "&".join(f"{name}={value}" for name, value in form.items())
    return api.post("/api/v1/token", body, content_type="application/x-www-form-urlencoded")
