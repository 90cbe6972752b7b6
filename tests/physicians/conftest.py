"""The registry's people, its hospital and its day."""

from datetime import date

import pytest

from physicians.institutions.models import Institution
from province.staff.models import Account
from province.staff.words import Role
from tests.factories.catalog import FieldFactory
from tests.factories.physicians import HospitalFactory, StaffFactory
from tests.factories.province import AccountFactory, AreaFactory

TODAY = date(2026, 11, 23)


@pytest.fixture
def hospital(db: None) -> Institution:
    FieldFactory(code="oncology", specialties=["肿瘤科", "胸外科"])
    return HospitalFactory(code="H43010200001")


@pytest.fixture
def office(hospital: Institution) -> Account:
    account: Account = StaffFactory(institution=hospital, account__name="医保科").account
    return account


@pytest.fixture
def city(hospital: Institution) -> Account:
    return AccountFactory(role=Role.REVIEWER, area=AreaFactory(code="430100"), name="长沙审核")


@pytest.fixture
def agency(db: None) -> Account:
    return AccountFactory(role=Role.PROVINCIAL_AGENCY, name="省经办")
