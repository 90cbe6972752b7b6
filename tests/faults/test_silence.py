"""What leaves the application besides its answers: no personal data in any log or broker (I18), headers on all."""

import re
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import httpx
import psycopg2
import pytest

from tests.faults.clients import speaking
from tests.faults.site import STEP, Site
from tests.support.population.persons import phone

pytestmark = [pytest.mark.prove, pytest.mark.xdist_group("faults")]

HEADERS = {
    "strict-transport-security": "max-age=31536000; includeSubDomains; preload",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
}
OF_A_PAGE = {**HEADERS, "x-frame-options": "SAMEORIGIN"}


def test_no_mishap_leaves_personal_data_behind(site: Site, capfd: pytest.CaptureFixture[str]) -> None:
    with site.at_work(seed=5):
        site.more(STEP)
        hold_an_account(site)
        insert_a_person_twice(site)
        site.stack.postgres.restart_at_once()
        site.more(STEP)
    knock_with_an_identity_number(site)
    said = {"web": "".join(capfd.readouterr()), **{file.name: text_of(file) for file in traces(site)}}
    assert all(said[name] for name in ("web", "postgres.log")), "nothing was captured"
    assert {name: sorted(found) for name, text in said.items() if (found := personal(site) & words(text))} == {}


def traces(site: Site) -> Iterator[Path]:
    """Everything but the database itself."""
    yield from site.stack.base.glob("*.log")
    yield from (file for file in site.stack.valkey.home.rglob("*") if file.is_file())


def text_of(file: Path) -> str:
    return file.read_bytes().decode(errors="replace")


def personal(site: Site) -> set[str]:
    patients = site.load.population.patients
    known = {word for patient in patients for word in (patient.person, patient.identity, patient.name)}
    return known | {phone(number) for number in range(len(patients))}


def words(text: str) -> set[str]:
    """Every run of letters and digits: each of the personal data is one."""
    return set(re.findall(r"\w+", text))


def hold_an_account(site: Site) -> None:
    """Longer than a settlement waits for it."""
    with closing(psycopg2.connect(site.system.environment["DATABASE_URL"])) as connection:
        connection.cursor().execute("SELECT id FROM settlement_annualaccount FOR UPDATE")
        time.sleep(1.5)


def insert_a_person_twice(site: Site) -> None:
    with closing(psycopg2.connect(site.system.environment["DATABASE_URL"])) as connection, suppress(psycopg2.Error):
        connection.cursor().execute(
            "INSERT INTO eligibility_insuredperson SELECT * FROM eligibility_insuredperson WHERE name = %s",
            [site.load.population.patients[0].name],
        )


def knock_with_an_identity_number(site: Site) -> None:
    """As people do who take one field for another."""
    with speaking() as line:
        page = line.get(f"{site.system.address}/login/")
        form = {"username": site.load.population.patients[0].identity, "password": "x"}
        line.post(
            f"{site.system.address}/login/",
            data={**form, "csrfmiddlewaretoken": page.cookies["csrftoken"]},
            headers={"Referer": f"https://{site.system.environment['BASE_ADDRESS'].split('//')[1]}/login/"},
        )
        line.get(f"{site.system.address}/api/v1/settlements/1")


def headers_of(site: Site, path: str) -> httpx.Headers:
    with speaking() as line:
        return line.get(site.system.address + path).headers


def test_every_answer_carries_its_headers(site: Site) -> None:
    for path in ("/login/", "/", "/catalog/", "/nothing/"):
        headers = headers_of(site, path)
        assert {name: headers.get(name) for name in OF_A_PAGE} == OF_A_PAGE
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
    for path in ("/api/v1/docs/", "/api/v1/settlements/1", "/api/nothing", "/health"):
        headers = headers_of(site, path)
        assert {name: headers.get(name) for name in HEADERS} == HEADERS


def test_cookies_travel_encrypted_and_out_of_reach_of_scripts(site: Site) -> None:
    for cookie in headers_of(site, "/login/").get_list("set-cookie"):
        assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
