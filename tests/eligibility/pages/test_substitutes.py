"""A patient whose product has left goes on with another one of the drug: her entitlement's page says how."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from catalog.admissions.models import Admission
from eligibility.entitlements.models import Entitlement
from kit.period import Period
from province.staff.models import Account
from tests.eligibility.conftest import Cast
from tests.factories.catalog import AdmissionFactory, StandardFactory
from tests.factories.eligibility import EntitlementFactory
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db
GONE = "已确认企业的产品当日不能支付"


@pytest.fixture(autouse=True)
def clock(today: date) -> Any:
    with time_machine.travel(f"{today}T09:00:00+08:00", tick=False):
        yield


@pytest.fixture
def held(cast: Cast) -> Entitlement:
    return EntitlementFactory(hospital=cast.office.post.institution)


def page(held: Entitlement, by: Account) -> str:
    return browser_of(by).get(reverse("eligibility:entitlement", args=[held.pk])).content.decode()


def test_nothing_is_said_while_her_product_is_paid(held: Entitlement, cast: Cast) -> None:
    assert GONE not in page(held, cast.office)


def test_what_else_is_paid_is_named_with_the_way_to_it(held: Entitlement, cast: Cast, today: date) -> None:
    Admission.objects.update(period=Period(date(2026, 1, 1), today - timedelta(days=1)))
    assert "该药品当日也没有其他企业的产品可以支付" in page(held, cast.office)
    other = AdmissionFactory(product__drug=held.drug).product
    StandardFactory(product=other)
    shown = page(held, cast.office)
    assert GONE in shown
    assert "责任医师认定、医院确认后即时可用" in shown
    assert other.manufacturer.name in shown
