"""What the demonstration tells of itself, to people and to programs."""

import json
import stat
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from eligibility.prescriptions.models import Prescription
from kit.clock import today
from physicians.clients.models import ApiClient
from province.staff.models import Account
from province.staff.words import Role
from tests.conftest import BASE
from tools.demo import sales, secrets

pytestmark = [pytest.mark.usefixtures("seeded"), pytest.mark.django_db]


@pytest.fixture(autouse=True)
def demonstration(settings: Any) -> None:
    settings.DEMO = True


def told(*words: str) -> str:
    said = StringIO()
    call_command("demo", *words, stdout=said)
    return said.getvalue()


@pytest.fixture
def found() -> dict[str, Any]:
    return json.loads(told("--json"))


def test_there_is_an_account_of_every_role(found: dict[str, Any]) -> None:
    assert {account["role"] for account in found["staff"]} == set(Role)


def test_the_password_lets_everybody_in_at_once(found: dict[str, Any]) -> None:
    for told_of in found["staff"][:3]:
        account = Account.objects.get(username=told_of["username"])
        assert account.check_password(told_of["password"])
        assert not account.must_change_password


def test_every_client_has_its_institution_and_a_secret_that_is_true(found: dict[str, Any]) -> None:
    assert len({client["institution"] for client in found["clients"]}) == len(found["clients"]) >= 18
    client = found["clients"][0]
    stored = ApiClient.objects.get(client_id=client["client_id"])
    assert stored.client_secret != client["client_secret"]


def test_secrets_are_for_their_owner_alone() -> None:
    assert stat.S_IMODE((BASE / secrets.FILE).stat().st_mode) == 0o600


def test_every_person_has_something_to_buy_today(found: dict[str, Any]) -> None:
    assert len(found["persons"]) >= 6
    for person in found["persons"]:
        assert len(person["lines"][0]["trace_codes"]) == float(person["lines"][0]["quantity"])
        assert person["pharmacy"] in {client["institution"] for client in found["clients"]}


def test_people_read_address_password_accounts_and_what_to_try(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BASE_ADDRESS", "http://127.0.0.1:8000")
    text = told()
    for word in ("http://127.0.0.1:8000", "reviewer", "谭文斌", "先试这些", "make walkthrough"):
        assert word in text


def test_what_has_run_out_is_issued_anew(found: dict[str, Any]) -> None:
    later = today() + timedelta(days=9)
    assert not sales.open_on(later).exists()
    sales.renew(later)
    assert sales.open_on(later).count() == len(found["persons"])
    before = Prescription.objects.count()
    sales.renew(later)
    assert Prescription.objects.count() == before


def test_outside_a_demonstration_nothing_is_told(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError):
        told()


def test_trace_codes_of_two_prescriptions_never_meet() -> None:
    codes = [code for n in range(50) for code in sales.trace_codes("XL01ED900001", f"H4301020000126112200{n:04}", 1, 8)]
    assert len(set(codes)) == len(codes)
    assert all(len(code) == 20 and code.startswith("8990001") for code in codes)


def test_a_noted_secret_stays_beside_those_of_another_database(tmp_path: Path, settings: Any) -> None:
    settings.LOCAL_DIR = tmp_path
    secrets.keep({"a": "1"})
    secrets.keep({"b": "2"})
    assert secrets.read_all() == {"a": "1", "b": "2"}
