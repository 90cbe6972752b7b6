"""The schema: complete, the one that is committed, and kept by a real server whatever is sent to it."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import yaml
from django.test import Client as Browser
from django.urls import get_resolver
from jsonschema import Draft202012Validator

from kit.clock import today
from kit.period import Period
from settlement.figures.words import LimitKind
from tests.api.conftest import SECRET, sale_of
from tests.factories.eligibility import EntitlementFactory
from tests.factories.settlement import ClientFactory, LimitFactory, SignedPrescriptionFactory
from tests.support.databases import Databases
from tests.support.site import serving
from tools.stack.files import ROOT

WRITTEN = Path(ROOT / "docs/openapi.yaml")
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "missing_required_header",
    "unsupported_method",
    "ignored_auth",
)


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return yaml.safe_load(WRITTEN.read_text("utf-8"))  # type: ignore[no-any-return]


def test_the_schema_served_is_the_one_written_down(api: Browser, schema: dict[str, Any]) -> None:
    assert yaml.safe_load(api.get("/api/v1/schema/").content) == schema


def test_every_field_has_its_chinese_name(schema: dict[str, Any]) -> None:
    kinds = schema["components"]["schemas"]
    fields = [(kind, name, shape) for kind in kinds for name, shape in kinds[kind].get("properties", {}).items()]
    unnamed = [f"{kind}.{name}" for kind, name, shape in fields if not _has_chinese(shape.get("title", ""))]
    assert len(fields) > 80
    assert unnamed == []


def _has_chinese(text: str) -> bool:
    return any("\u4e00" <= each <= "\u9fff" for each in text)


def test_every_address_for_programs_stands_in_it(schema: dict[str, Any]) -> None:
    routes = [str(each.pattern) for each in get_resolver("config.api").url_patterns if hasattr(each.callback, "cls")]
    described = [path for path in routes if "schema" not in path and "docs" not in path]
    assert len(schema["paths"]) == len(described)


def test_the_readable_page_loads_nothing_from_elsewhere(api: Browser) -> None:
    page = api.get("/api/v1/docs/")
    assert "://" not in page.content.decode()
    assert "style-src 'self' 'unsafe-inline'" in page["Content-Security-Policy"]
    assert "unsafe-inline" not in api.get("/api/v1/problems/")["Content-Security-Policy"]


def is_valid(kind: str, document: object, served_schema: dict[str, Any]) -> bool:
    whole = {"$ref": f"#/components/schemas/{kind}", "components": served_schema["components"]}
    return Draft202012Validator(whole).is_valid(document)


def test_every_body_is_required(served_schema: dict[str, Any]) -> None:
    calls = [call for calls in served_schema["paths"].values() for call in calls.values() if "requestBody" in call]
    assert len(calls) > 4
    assert [call["operationId"] for call in calls if not call["requestBody"].get("required")] == []


PERSONS = {
    "by number": ({"psn_no": "1"}, True),
    "by certificate": ({"psn_cert_type": "01", "certno": "11010519491231002X"}, True),
    "by both": ({"psn_no": "1", "psn_cert_type": "01", "certno": "11010519491231002X"}, False),
    "by nothing": ({}, False),
    "by half a certificate": ({"certno": "11010519491231002X"}, False),
}


@pytest.mark.parametrize(("named", "fine"), PERSONS.values(), ids=PERSONS)
def test_a_person_is_named_in_one_way(served_schema: dict[str, Any], named: dict[str, str], fine: bool) -> None:
    assert is_valid("BenefitCheckIn", named, served_schema) is fine


DAYS = {"2026-11-23": True, "2028-02-29": True, "2000-02-29": True, "2026-11-23 09:00:00": True, "": True}
NO_DAYS = ("0000-00-00", "2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-11-23 24:00:00", "0000-01-01")


@pytest.mark.parametrize(("day", "fine"), [*DAYS.items(), *((day, False) for day in NO_DAYS)])
def test_a_day_is_one_that_there_is(served_schema: dict[str, Any], day: str, fine: bool) -> None:
    assert is_valid("BenefitCheckIn", {"psn_no": "1", "begntime": day}, served_schema) is fine


@dataclass(frozen=True)
class Served:
    """A server, a token for it, and what is really there: one open prescription, one settlement."""

    address: str
    token: str
    rxno: str
    setl_id: str


@pytest.fixture
def served(own_database: str, databases: Databases) -> Iterator[Served]:
    on = today()
    for kind in LimitKind.values:
        LimitFactory(kind=kind)
    pharmacy = ClientFactory(client_id="pos-1", client_secret=SECRET).institution
    held = EntitlementFactory(application__pharmacy=pharmacy, period=Period(on, on + timedelta(30)))
    written = SignedPrescriptionFactory(entitlement=held, issued_on=on)
    with serving(databases, urlsplit(own_database).path.removeprefix("/")) as address:
        token = token_of(address)
        yield Served(address, token, written.rxno, settled_at(address, token, sale_of(written)))


def token_of(address: str) -> str:
    form = {"grant_type": "client_credentials", "client_id": "pos-1", "client_secret": SECRET}
    with httpx.Client(base_url=address, trust_env=False) as client:
        return str(client.post("/api/v1/token", data=form).raise_for_status().json()["access_token"])


def settled_at(address: str, token: str, sale: dict[str, Any]) -> str:
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "first"}
    with httpx.Client(base_url=address, trust_env=False, headers=headers) as client:
        return str(client.post("/api/v1/settlements", json=sale).raise_for_status().json()["setl_id"])


@pytest.mark.prove
def test_a_real_server_keeps_the_schema_whatever_is_sent(served: Served, tmp_path: Path) -> None:
    known = tmp_path / "schemathesis.toml"
    known.write_text(f'[parameters]\n"path.rxno" = "{served.rxno}"\n"path.setl_id" = "{served.setl_id}"\n')
    command = [
        *(str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(known)),
        *("run", str(WRITTEN), "--url", served.address, "--header", f"Authorization: Bearer {served.token}"),
        *("--checks", ",".join(CHECKS), "--max-examples", "60", "--seed", "430000", "--no-color"),
        *("--suppress-health-check", "all", "--request-timeout", "20"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
