"""Who works where, in the Django admin."""

import pytest
from django.test import Client

from physicians.institutions.models import InstitutionStaff
from province.events.models import Event
from province.staff.models import Account
from province.staff.words import Role
from tests.factories.physicians import HospitalFactory, PharmacyFactory
from tests.factories.province import AccountFactory
from tests.support.browsers import browser_of

STAFF = "/admin/physicians/institutionstaff/"


@pytest.fixture
def desk(db: None) -> Client:
    return browser_of(AccountFactory(role=Role.SYSTEM_ADMIN))


@pytest.fixture
def pharmacist(db: None) -> Account:
    return AccountFactory(role=Role.PHARMACIST, area=None)


def test_an_account_is_tied_to_its_institution(desk: Client, pharmacist: Account) -> None:
    pharmacy = PharmacyFactory()
    desk.post(f"{STAFF}add/", {"account": pharmacist.pk, "institution": pharmacy.pk})
    assert InstitutionStaff.objects.get().institution == pharmacy
    assert Event.objects.filter(noun="institution", verb="appoint").count() == 1


def test_a_pharmacist_is_not_tied_to_a_hospital(desk: Client, pharmacist: Account) -> None:
    answer = desk.post(f"{STAFF}add/", {"account": pharmacist.pk, "institution": HospitalFactory().pk}, follow=True)
    assert "不能任职" in answer.content.decode()
    assert not InstitutionStaff.objects.exists()


def test_the_catalogue_administrator_has_no_place_here(db: None) -> None:
    client = browser_of(AccountFactory(role=Role.CATALOG_ADMIN))
    assert client.get(STAFF).status_code == 403
