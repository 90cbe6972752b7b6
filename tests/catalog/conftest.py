"""The catalogue's people and its day."""

from datetime import date

import pytest
from django.test import Client

from acts.policy import Policy
from province.staff.models import Account
from province.staff.words import Role
from tests.factories.province import AccountFactory
from tests.support.browsers import browser_of

TODAY = date(2026, 11, 23)


@pytest.fixture
def curator(db: None) -> Account:
    return AccountFactory(role=Role.CATALOG_ADMIN, name="目录管理员")


@pytest.fixture
def policy(hunan: Policy) -> Policy:
    return hunan


@pytest.fixture
def desk(curator: Account) -> Client:
    """The curator's browser, signed in."""
    return browser_of(curator)
