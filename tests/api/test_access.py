"""Who may call what: every address, without a token, as a pharmacy, as a hospital."""

from typing import Any

import pytest
from django.test import Client as Browser
from rest_framework.test import APIRequestFactory

from physicians.clients.api.access import InstitutionView
from physicians.clients.models import ApiClient
from physicians.institutions.words import InstitutionKind
from tests.api.conftest import SECRET, Counter, ask_for_token
from tests.factories.physicians import HospitalFactory
from tests.factories.settlement import ClientFactory

pytestmark = pytest.mark.django_db

CALLS = [
    ("post", "benefit-checks"),
    ("get", "prescriptions/H43010200001260302000001"),
    ("post", "prescription-searches"),
    ("post", "settlements/preview"),
    ("post", "settlements"),
    ("get", "settlements"),
    ("get", "settlements/1"),
    ("post", "settlements/1/reversal"),
    ("post", "settlements/1/partial-return"),
]
PUBLIC = ["schema/", "docs/", "problems/", "problems/not-found"]


@pytest.fixture
def hospital(api: Browser) -> Counter:
    ClientFactory(client_id="his-1", client_secret=SECRET, institution=HospitalFactory())
    return Counter(ask_for_token(api, client_id="his-1").json()["access_token"])


@pytest.fixture
def pharmacy(api: Browser, client_of_pharmacy: ApiClient) -> Counter:
    return Counter(ask_for_token(api).json()["access_token"])


def called(by: Counter, method: str, path: str) -> Any:
    return by.post(path, {}, key="k") if method == "post" else by.get(path)


@pytest.mark.parametrize(("method", "path"), CALLS)
def test_every_call_needs_a_token(api: Browser, method: str, path: str) -> None:
    answer = getattr(api, method)(f"/api/v1/{path}")
    assert (answer.status_code, answer.json()["code"]) == (401, "NOT_AUTHENTICATED")


@pytest.mark.parametrize(("method", "path"), CALLS)
@pytest.mark.parametrize("kind", ["pharmacy", "hospital"])
def test_every_call_is_open_to_both_kinds_of_institution(
    request: pytest.FixtureRequest, kind: str, method: str, path: str
) -> None:
    assert called(request.getfixturevalue(kind), method, path).status_code in {400, 404}


@pytest.mark.parametrize("path", PUBLIC)
def test_what_a_developer_reads_needs_no_token(api: Browser, path: str) -> None:
    assert api.get(f"/api/v1/{path}").status_code == 200


@pytest.mark.parametrize(("kind", "status"), [("hospital", 200), ("pharmacy", 403)])
def test_a_call_of_the_other_kind_is_forbidden(request: pytest.FixtureRequest, kind: str, status: int) -> None:
    class OfHospitals(InstitutionView):
        kinds = frozenset({InstitutionKind.HOSPITAL})

        def get(self, request: Any) -> Any:
            return request.successful_answer

    token = request.getfixturevalue(kind).token
    asked = APIRequestFactory().get("/", HTTP_AUTHORIZATION=f"Bearer {token}")
    asked.successful_answer = Browser().get("/api/v1/problems/")
    assert OfHospitals.as_view()(asked).status_code == status
