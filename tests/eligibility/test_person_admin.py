"""Persons in the admin: entered through the actions, never listed."""

import re
from datetime import date
from urllib.parse import unquote

import pytest
from django.test import Client

from eligibility.people.models import InsuredPerson
from kit.period import Period
from province.events.models import Event
from province.staff.models import Account
from province.staff.words import Role
from tests.factories.eligibility import PersonFactory, identity_number
from tests.factories.province import AccountFactory, AreaFactory

pytestmark = pytest.mark.django_db
ADD = "/admin/eligibility/insuredperson/add/"


@pytest.fixture
def administrator() -> Account:
    return AccountFactory(role=Role.SYSTEM_ADMIN, area=AreaFactory(code="430000"), must_change_password=False)


@pytest.fixture
def desk(administrator: Account, client: Client) -> Client:
    client.force_login(administrator)
    AreaFactory(code="430102")
    return client


def told(**changes: str) -> dict[str, str]:
    return {
        "psn_no": "4301029990001",
        "name": "许知远",
        "identity_number": identity_number(7),
        "insurance_type": "390",
        "insured_area": "430102",
        "insured_since": "2026-01-01",
        "serious_illness": "on",
        "assistance": "subsistence",
        **changes,
    }


def test_a_person_is_entered_with_enrolment_and_recognition(desk: Client, administrator: Account) -> None:
    assert desk.post(ADD, told()).status_code == 302
    person = InsuredPerson.objects.get(pk="4301029990001")
    assert person.sex == "2"
    assert person.enrolments.get().insurance_type == "390"
    assert person.recognitions.get().period == Period(date(2026, 1, 1), None)
    assert Event.objects.get(noun="person", verb="register").actor == administrator


@pytest.mark.parametrize("identity", ["430102195811210001", "43010219581121", "x"])
def test_a_number_that_cannot_be_is_refused_beside_its_field(desk: Client, identity: str) -> None:
    answer = desk.post(ADD, told(identity_number=identity))
    assert "identity_number" in answer.context["adminform"].form.errors
    assert not InsuredPerson.objects.exists()


@pytest.mark.parametrize("name", [".", "·", "123"])
def test_a_name_without_a_letter_is_refused_beside_its_field(desk: Client, name: str) -> None:
    answer = desk.post(ADD, told(name=name))
    assert answer.context["adminform"].form.errors.as_data()["name"][0].code == "NAME_WITHOUT_LETTERS"
    assert not InsuredPerson.objects.exists()


def test_a_long_foreign_name_is_entered(desk: Client) -> None:
    assert desk.post(ADD, told(name="A" * 60)).status_code == 302
    assert InsuredPerson.objects.get().name_words == ["a" * 60]


def test_a_person_is_entered_once(desk: Client) -> None:
    PersonFactory(identity=identity_number(7))
    answer = desk.post(ADD, told())
    assert answer.context["adminform"].form.errors.as_data()["identity_number"][0].code == "PERSON_KNOWN"


def test_nobody_reads_a_list_of_persons(desk: Client) -> None:
    PersonFactory()
    assert desk.get("/admin/eligibility/insuredperson/").status_code == 403


@pytest.mark.parametrize("role", [Role.CATALOG_ADMIN, Role.SECURITY_ADMIN])
def test_only_the_system_administrator_enters_persons(client: Client, role: Role) -> None:
    client.force_login(AccountFactory(role=role, must_change_password=False))
    assert client.post(ADD, told()).status_code == 403
    assert not InsuredPerson.objects.exists()


def test_what_was_sent_after_the_session_is_filled_in_again_and_not_stored(desk: Client) -> None:
    (mark, *_) = re.findall(r'name="opened_by" value="([^"]+)"', desk.get(ADD).content.decode())
    sign_in = Client().post(ADD, told(opened_by=mark), headers={"Accept": "text/html"})
    shown = desk.get(unquote(sign_in.url.partition("next=")[2])).content.decode()
    assert "登录已过期，刚才提交的内容没有办理" in shown
    assert "许知远" in shown
    assert not InsuredPerson.objects.exists()


def test_a_form_that_was_found_wrong_can_be_loaded_again(desk: Client) -> None:
    answer = desk.post(ADD, told(identity_number="x"), headers={"Accept": "text/html"})
    assert answer.status_code == 303
    assert "许知远" in desk.get(answer.url).content.decode()
