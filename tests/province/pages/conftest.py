"""Officials at their desks."""

import pytest
from django.test import Client, RequestFactory

from province.areas.models import Area
from province.staff.models import Account
from province.staff.words import Role
from tests.support.browsers import browser_of

PASSWORD = "Correct-horse-9"  # pragma: allowlist secret


@pytest.fixture
def changsha(db):
    hunan, _ = Area.objects.get_or_create(code="430000", defaults={"name": "湖南省", "level": "province"})
    return Area.objects.get_or_create(code="430100", defaults={"name": "长沙市", "level": "city", "parent": hunan})[0]


@pytest.fixture
def reviewer(changsha):
    account = Account(username="shen", name="李文", role=Role.REVIEWER, area=changsha, must_change_password=False)
    account.set_password(PASSWORD)
    account.save()
    return account


@pytest.fixture
def desk(reviewer):
    """The reviewer's browser, signed in."""
    return browser_of(reviewer)


@pytest.fixture
def ask(reviewer, rf: RequestFactory):
    """A request of the reviewer's, for what is called without an address."""

    def asked(path="/", **query):
        request = rf.get(path, query)
        request.user = reviewer
        return request

    return asked


@pytest.fixture
def official(administrator: Account) -> Client:
    """The system administrator's browser, signed in."""
    return browser_of(administrator)
