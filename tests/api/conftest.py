"""A pharmacy, a stranger to it, and a patient with a prescription of three packs: the API's small world."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
import time_machine
import yaml
from django.core.cache import cache, caches
from django.test import Client as Browser

from eligibility.prescriptions.models import Prescription
from physicians.clients.models import ApiClient
from settlement.figures.words import LimitKind
from tests.factories.physicians import PharmacyFactory
from tests.factories.settlement import ClientFactory, LimitFactory, SignedPrescriptionFactory

SECRET = "0123456789abcdef" * 4  # pragma: allowlist secret
NOW = "2026-11-23 10:00 +0800"
DAY = "2026-11-23"
PRICE = "340.00"

_codes = count(81_000_000_000_000_000_000)


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """What earlier tests asked must not throttle this one."""
    cache.clear()
    caches["shared"].clear()


@pytest.fixture
def noon() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def client_of_pharmacy(db: None) -> ApiClient:
    return ClientFactory(client_id="pos-1", client_secret=SECRET)


@pytest.fixture
def api() -> Browser:
    """Raises what a view raises: an answer of 500 must not hide its cause."""
    return Browser()


@pytest.fixture
def served_schema(api: Browser) -> dict[str, Any]:
    """The description of the API as it is served."""
    return yaml.safe_load(api.get("/api/v1/schema/").content)  # type: ignore[no-any-return]


def ask_for_token(api: Browser, **changed: str) -> Any:
    form = {"grant_type": "client_credentials", "client_id": "pos-1", "client_secret": SECRET} | changed
    body = "&".join(f"{name}={value}" for name, value in form.items())
    return api.post("/api/v1/token", body, content_type="application/x-www-form-urlencoded")


@dataclass
class Counter:
    """One institution's system that calls with its token, and remembers nothing."""

    token: str
    api: Browser = field(default_factory=Browser)

    def post(self, path: str, document: object, key: str = "", **headers: str) -> Any:
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        told = {"HTTP_AUTHORIZATION": f"Bearer {self.token}", **headers}
        if key:
            told["HTTP_IDEMPOTENCY_KEY"] = key
        return self.api.post(f"/api/v1/{path}", body, **{"content_type": "application/json", **told})

    def get(self, path: str, **query: str) -> Any:
        return self.api.get(f"/api/v1/{path}", query, HTTP_AUTHORIZATION=f"Bearer {self.token}")


@pytest.fixture
def prescription(noon: object, client_of_pharmacy: ApiClient) -> Prescription:
    """Three packs for a patient who chose the pharmacy, in an area whose limits are set."""
    for kind in LimitKind.values:
        LimitFactory(kind=kind)
    return SignedPrescriptionFactory(entitlement__application__pharmacy=client_of_pharmacy.institution)


@pytest.fixture
def counter(prescription: Prescription, api: Browser) -> Counter:
    return Counter(ask_for_token(api).json()["access_token"])


@pytest.fixture
def stranger(prescription: Prescription, api: Browser) -> Counter:
    """A pharmacy that nobody chose."""
    ClientFactory(client_id="pos-2", client_secret=SECRET, institution=PharmacyFactory())
    return Counter(ask_for_token(api, client_id="pos-2").json()["access_token"])


def line_of(prescription: Prescription, packs: int = 1, price: str = PRICE) -> dict[str, Any]:
    return {
        "feedetl_sn": "1",
        "med_list_codg": prescription.lines.get().product_id,
        "cnt": str(packs),
        "pric": price,
        "det_item_fee_sumamt": f"{packs * float(price):.2f}",
        "prd_days": 10 * packs,
        "drug_trac_info": [{"drug_trac_codg": str(next(_codes))} for _ in range(packs)],
    }


def sale_of(prescription: Prescription) -> dict[str, Any]:
    """One pack at 340.00."""
    line = line_of(prescription)
    return {
        "rxno": prescription.rxno,
        "psn_no": prescription.person_id,
        "mdtrt_cert_type": "02",
        "med_type": "41",
        "medfee_sumamt": line["det_item_fee_sumamt"],
        "drugdetail": [line],
    }


@pytest.fixture
def sale(prescription: Prescription) -> dict[str, Any]:
    return sale_of(prescription)
