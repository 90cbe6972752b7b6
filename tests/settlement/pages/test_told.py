"""The first page of who sells: what waits, what to mind, what today came to."""

from decimal import Decimal

import pytest
from django.test import Client as Browser
from django.urls import reverse

from province.staff.models import Account
from tests.settlement.scene import Scene
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db


def home(desk: Browser) -> str:
    return desk.get(reverse("province:home")).content.decode()


def test_what_waits_here_stands_there_with_its_time_and_one_step_from_its_sale(desk: Browser, scene: Scene) -> None:
    page = home(desk)
    assert f'<a href="{reverse("settlement:sale", args=[scene.prescription.pk])}">{scene.person.name}' in page
    assert "今日为最后一日" in page
    assert "今日结算 0 笔，撤销 0 笔" in page
    assert "限额将尽" not in page


def test_a_sale_half_made_a_limit_nearly_used_and_todays_sums_are_told(desk: Browser, scene: Scene) -> None:
    scene.settle()
    account = scene.account
    account.pooled_elsewhere = Decimal(149000)
    account.save()
    page = home(desk)
    for words in ("已售一部分", "限额将尽", "今日结算 1 笔，撤销 0 笔", "个人负担 102.00 元"):
        assert words in page


def test_a_stranger_is_told_nothing_of_it(stranger: Account, scene: Scene) -> None:
    assert scene.person.name not in home(browser_of(stranger))
