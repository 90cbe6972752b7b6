"""A pooling area's figures: each ends the one before it, in the admin as in the action."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from eligibility.people.words import InsuranceType
from kit.errors import ConstraintBroken
from province.areas.errors import AreaRowRefused
from province.events.models import Event
from province.staff.models import Account
from province.staff.words import Role
from settlement.figures.actions import set_limit, set_rate
from settlement.figures.models import AnnualLimit, AssistanceRule
from settlement.figures.words import LimitKind, RateKind
from tests.factories.province import AccountFactory, AreaFactory

pytestmark = pytest.mark.django_db

JANUARY, JULY = date(2026, 1, 1), date(2026, 7, 1)


def clerk(role: Role = Role.CATALOG_ADMIN) -> Account:
    return AccountFactory(role=role)


def limit(first: date, amount: str, area: str = "430100") -> AnnualLimit:
    return set_limit(
        area=AreaFactory(code=area),
        insurance_type=InsuranceType.EMPLOYEE,
        kind=LimitKind.POOLED,
        amount=Decimal(amount),
        first=first,
        document="长医保发〔2026〕1号",
        by=clerk(),
        on=JANUARY,
    )


def test_a_new_limit_ends_the_one_before_it() -> None:
    limit(JANUARY, "150000")
    limit(JULY, "160000")
    rows = AnnualLimit.objects.order_by("first_day").values_list("first_day", "last_day", "amount")
    assert list(rows) == [
        (JANUARY, date(2026, 6, 30), Decimal("150000.00")),
        (JULY, None, Decimal("160000.00")),
    ]


def test_two_limits_cannot_begin_on_one_day() -> None:
    limit(JANUARY, "150000")
    with pytest.raises(ConstraintBroken):
        limit(JANUARY, "160000")


def test_a_limit_belongs_to_a_pooling_area_not_to_a_county() -> None:
    with pytest.raises(ConstraintBroken):
        limit(JANUARY, "150000", area="430102")


@pytest.mark.obligation("HN-6.1", "HN-6.3")
def test_hunan_lets_no_area_set_a_rate() -> None:
    with pytest.raises(AreaRowRefused):
        set_rate(
            area=AreaFactory(code="430100"),
            insurance_type=InsuranceType.EMPLOYEE,
            kind=RateKind.SEPARATE,
            rate=Decimal("0.75"),
            first_share=Decimal(0),
            first=JANUARY,
            document="x",
            by=clerk(),
            on=JANUARY,
        )


def admin_post(client: Client, model: str, role: Role, **fields: Any) -> int:
    client.force_login(clerk(role), backend="django.contrib.auth.backends.ModelBackend")
    return client.post(reverse(f"admin:settlement_{model}_add"), fields).status_code


def test_the_admin_sets_a_limit_through_the_action(client: Client) -> None:
    area = AreaFactory(code="430100")
    fields = {"area": area.pk, "insurance_type": "310", "kind": "pooled", "amount": "150000", "document": "x"}
    assert admin_post(client, "annuallimit", Role.CATALOG_ADMIN, **fields, first="2026-01-01") == 302
    assert AnnualLimit.objects.get().first_day == JANUARY
    assert Event.objects.filter(noun="limit", verb="set").count() == 1


def test_the_admin_says_what_is_wrong_instead_of_failing(client: Client) -> None:
    area = AreaFactory(code="430102")
    fields = {"area": area.pk, "insurance_type": "310", "kind": "separate", "rate": "0.7", "first_share": "0"}
    assert admin_post(client, "arearate", Role.CATALOG_ADMIN, **fields, document="x", first="2026-01-01") == 200


def test_the_admin_sets_how_an_area_assists(client: Client) -> None:
    area = AreaFactory(code="430100")
    fields = {"area": area.pk, "category": "subsistence", "rate": "0.7", "threshold": "0", "annual_limit": "50000"}
    assert admin_post(client, "assistancerule", Role.CATALOG_ADMIN, **fields, document="x", first="2026-01-01") == 302
    assert AssistanceRule.objects.get().annual_limit == 50000


def test_others_may_look_and_nobody_may_change_or_delete(client: Client) -> None:
    row = limit(JANUARY, "150000")
    assert admin_post(client, "annuallimit", Role.SYSTEM_ADMIN) == 403
    client.force_login(clerk(), backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(reverse("admin:settlement_annuallimit_change", args=[row.pk]), {}).status_code == 403
    assert client.post(reverse("admin:settlement_annuallimit_delete", args=[row.pk]), {}).status_code == 403
