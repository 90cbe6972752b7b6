"""The guide for vendors: served beside the schema, its examples run, and what cannot be run agrees with the schema."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client as Browser
from django.urls import reverse

from kit.clock import today
from kit.period import Period
from settlement.counter.api.guide import EXAMPLES
from settlement.figures.words import LimitKind
from tests.api.conftest import SECRET
from tests.factories.eligibility import EntitlementFactory
from tests.factories.settlement import ClientFactory, LimitFactory, SignedPrescriptionFactory
from tests.support.databases import Databases
from tests.support.site import serving
from tools.stack.files import ROOT

FOLDER = ROOT / "static" / "guide"
RUN = {"day.py": [sys.executable], "day.sh": ["sh"], "Day.java": ["java"]}
WAY = ("/api/v1/token", "/api/v1/benefit-checks", "/api/v1/prescription-searches", "/api/v1/settlements/preview")


@pytest.fixture
def shop(own_database: str, databases: Databases) -> Iterator[dict[str, str]]:
    """A server with one open prescription, and the settings of an example that buys a pack on it."""
    on = today()
    for kind in LimitKind.values:
        LimitFactory(kind=kind)
    pharmacy = ClientFactory(client_id="pos-1", client_secret=SECRET).institution
    held = EntitlementFactory(application__pharmacy=pharmacy, period=Period(on, on + timedelta(30)))
    written = SignedPrescriptionFactory(entitlement=held, issued_on=on)
    with serving(databases, urlsplit(own_database).path.removeprefix("/")) as address:
        yield {
            **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "JAVA_HOME")},
            "LC_ALL": "C.UTF-8",
            **{"BASE": address, "CLIENT_ID": "pos-1", "CLIENT_SECRET": SECRET, "NO_PROXY": "*", "no_proxy": "*"},
            **{"RXNO": written.rxno, "PSN_NO": written.person_id, "PRICE": "340.00", "CODES": "86404884618625801042"},
        }


@pytest.mark.prove
def test_the_examples_that_can_run_here_play_the_whole_day(shop: dict[str, str]) -> None:
    for name, command in RUN.items():
        if shutil.which(command[0]):
            done = subprocess.run(
                [*command, str(FOLDER / name)], env=shop, capture_output=True, text=True, check=False, timeout=60
            )
            assert (done.returncode, "撤销金额" in done.stdout) == (0, True), done.stdout + done.stderr
            assert re.search(r"-\d+\.\d\d", done.stdout), name
            assert "true" in done.stdout, name


def text_of(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


@pytest.mark.parametrize("name", EXAMPLES.values())
@pytest.mark.django_db
def test_every_example_takes_the_whole_way_by_addresses_that_there_are(
    name: str, served_schema: dict[str, Any]
) -> None:
    text = text_of(name)
    addresses = set(re.findall(r"/api/v1/[a-z-]+(?:/preview)?", text))
    known = {path.partition("/{")[0] for path in served_schema["paths"]}
    assert addresses <= known
    assert {*WAY, "/api/v1/prescriptions", "/api/v1/settlements"} <= addresses
    assert "/reversal" in text


@pytest.mark.parametrize("name", EXAMPLES.values())
@pytest.mark.django_db
def test_every_field_that_an_example_sends_is_one_of_the_schema(name: str, served_schema: dict[str, Any]) -> None:
    kinds = served_schema["components"]["schemas"]
    fields = {field for kind in kinds.values() for field in kind.get("properties", {})}
    sent = set(re.findall(r'\b(?:[a-z]+_[a-z_]+|cnt|pric|rxno)(?=\\?"?\s*[:=](?!=))', text_of(name)))
    assert {"medfee_sumamt", "drugdetail", "mdtrt_cert_type", "drug_trac_codg"} <= sent | {"drugdetail"}
    assert sent - {"timeout_seconds"} <= fields


@pytest.mark.parametrize("name", EXAMPLES.values())
def test_every_example_sends_the_key_in_its_header_and_the_secret_never_in_the_address(name: str) -> None:
    text = text_of(name)
    assert "Idempotency-Key" in text
    assert "Idempotent-Replayed" in text
    assert not re.search(r"\?[^\"' ]*(secret|psn_no|certno)", text)


@pytest.mark.django_db
def test_the_guide_is_chinese_public_and_shows_every_example_whole(api: Browser) -> None:
    page = api.get(reverse("guide"))
    text = page.content.decode()
    assert (page.status_code, "Content-Security-Policy" in page.headers) == (200, True)
    for name in EXAMPLES.values():
        assert text_of(name).splitlines()[1].strip("# /") in text
    assert "<code>opter_name</code>（经办人姓名）" in text


@pytest.mark.django_db
def test_the_guide_names_every_call_of_the_schema(api: Browser, served_schema: dict[str, Any]) -> None:
    text = api.get(reverse("guide")).content.decode()
    assert [path for path in served_schema["paths"] if path.partition("/{")[0] not in text] == []


def test_examples_are_utf_8_without_a_mark_and_fit_a_screen() -> None:
    for path in map(Path, EXAMPLES.values()):
        assert not (FOLDER / path).read_bytes().startswith(b"\xef\xbb\xbf")
        assert max(map(len, text_of(str(path)).splitlines())) <= 140
