"""Who acts in the tests of the ground floor, and on which day."""

from datetime import date

import pytest
from django.test import Client

from province.areas.models import Area
from province.areas.words import AreaLevel
from province.staff.models import Account
from province.staff.words import Role

TODAY = date(2026, 11, 23)


@pytest.fixture
def hunan(db: None) -> Area:
    return Area.objects.create(code="430000", name="湖南省", level=AreaLevel.PROVINCE)


@pytest.fixture
def administrator(hunan: Area) -> Account:
    return Account.objects.create(
        username="sysadmin", name="林晓", role=Role.SYSTEM_ADMIN, area=hunan, must_change_password=False
    )


@pytest.fixture
def desk(administrator: Account, client: Client) -> Client:
    """The system administrator's browser, signed in."""
    client.force_login(administrator)
    return client
