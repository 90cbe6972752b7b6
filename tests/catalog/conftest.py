"""The catalogue's people and its day."""

from datetime import date

import pytest

from acts.loader import load_policy
from acts.policy import Policy
from province.staff.models import Account
from province.staff.words import Role
from tests.factories.province import AccountFactory

TODAY = date(2026, 11, 23)


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def curator(db: None) -> Account:
    return AccountFactory(role=Role.CATALOG_ADMIN, name="目录管理员")


@pytest.fixture
def policy() -> Policy:
    return load_policy("hunan")
