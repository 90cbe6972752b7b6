"""Who may open a page, and what stands in the way."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse

from kit.errors import Busy, NotFound, RuleRefused
from kit.pages.routes import every_route
from province.frame.access import ANYONE, PUBLIC, page
from province.staff.words import Role
from tests.factories.physicians import PhysicianFactory
from tests.factories.province import AccountFactory
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db


def refusing(error):
    @page(roles=ANYONE)
    def view(request):
        raise error

    return view


def test_a_page_asks_who_is_there_and_returns_after_signing_in(client):
    answer = client.get(reverse("province:home"))
    assert answer.status_code == 302
    assert answer.url == "/login/?next=/"


def test_a_fragment_for_a_session_that_ended_takes_the_whole_page_to_the_sign_in(client):
    answer = client.get(reverse("province:home"), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer["HX-Redirect"] == "/login/?next=/"


def test_another_role_is_refused(ask):
    @page(roles=[Role.AUDITOR])
    def view(request):
        return HttpResponse("ok")

    with pytest.raises(PermissionDenied):
        view(ask())


def test_the_refusal_is_a_page_in_chinese(desk, settings):
    settings.DEBUG = False
    answer = desk.get("/nowhere/")
    assert answer.status_code == 404
    assert "不在您的管辖范围内" in answer.content.decode()


def test_a_page_of_a_person_is_never_kept_by_the_browser(desk):
    assert "no-store" in desk.get(reverse("province:home"))["Cache-Control"]


@pytest.mark.parametrize("address", ["/nowhere/", "/eligibility/applications/0/", "/login/"])
def test_nor_is_one_that_refuses_or_does_not_find(desk, address):
    assert "no-store" in desk.get(address)["Cache-Control"]


@pytest.mark.parametrize("name", [r'"\000\000aaaaaaaaaa"', "x" * 40, "é" * 32, r'"\377\376aaaaaaaaaa"'])
def test_a_cookie_that_names_no_session_is_nobodys(client, name):
    client.cookies.load({"sessionid": ""})
    answer = client.get(reverse("province:home"), HTTP_COOKIE=f"sessionid={name}")
    assert answer.status_code == 302


def test_a_public_page_asks_nobody(rf):
    view = page(roles=PUBLIC)(lambda request: HttpResponse("open"))
    assert view(rf.get("/")).content == b"open"


def test_what_is_not_yours_is_not_found(ask):
    with pytest.raises(Http404):
        refusing(NotFound())(ask())


def test_a_rule_that_refuses_becomes_a_page_with_its_article(ask):
    answer = refusing(RuleRefused("处方超过三十日。", code="SUPPLY_TOO_LONG"))(ask("/some/page/"))
    text = answer.content.decode()
    assert answer.status_code == 422
    for expected in ("处方超过三十日。", "/articles/HN-33/", "SUPPLY_TOO_LONG", 'href="/some/page/"'):
        assert expected in text


def test_a_busy_database_says_when_to_come_back(ask):
    answer = refusing(Busy())(ask())
    assert answer.status_code == 503
    assert answer["Retry-After"] == "1"


@pytest.mark.parametrize("error", [OperationalError("lock timeout"), InterfaceError("closed"), Busy()])
def test_a_database_that_does_not_answer_in_time_is_no_error_of_the_sender(ask, caplog, error):
    answer = refusing(error)(ask())
    assert answer.status_code == 503
    assert "系统繁忙" in answer.content.decode()
    assert "not answered in time" in caplog.text


def test_a_new_password_comes_before_everything_else(desk, reviewer):
    reviewer.must_change_password = True
    reviewer.save()
    assert desk.get(reverse("province:home")).url == reverse("province:password")
    assert desk.get(reverse("province:password")).status_code == 200


def test_every_page_of_ours_declares_its_roles():
    ours = [route for route in every_route() if route.name.startswith("province:")]
    assert len(ours) > 5
    assert [route.name for route in ours if route.roles is None] == []


def test_the_matrix_knows_pages_by_name_pattern_and_roles():
    routes = {route.name: route for route in every_route()}
    assert routes["province:login"].roles == PUBLIC
    assert routes["province:home"].roles == ANYONE
    assert routes["province:article"].pattern == "articles/<str:ref>/"
    assert routes["admin:index"].roles is None


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 500, 503])
def test_error_pages_need_neither_database_nor_account(status, django_assert_num_queries):
    with django_assert_num_queries(0):
        text = get_template(f"{status}.html").render()
    assert "回到首页" in text


def test_an_address_that_only_takes_what_a_button_sends_says_so_in_chinese(desk):
    answer = desk.get(reverse("province:logout"))
    assert (answer.status_code, answer["Allow"]) == (405, "POST, OPTIONS")
    assert "不能直接打开" in answer.content.decode()


def test_more_than_is_ever_read_is_refused_as_too_large(desk, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = desk.post(reverse("province:search"), {"words": "x" * 200})
    assert answer.status_code == 413
    assert "内容太大" in answer.content.decode()


def test_an_expired_form_is_explained(reviewer):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(reverse("province:login"), {"username": "shen", "password": "x"})
    assert answer.status_code == 403
    assert "页面已过期" in answer.content.decode()


@pytest.mark.parametrize("role", Role.values)
def test_a_name_that_no_record_can_have_is_not_found_on_any_page(role):
    desk = browser_of(AccountFactory(role=role))
    for route in every_route():
        if "<str:" in route.pattern and role in (route.roles or ()):
            address = "/" + re.sub(r"<str:\w+>", "%00", re.sub(r"<int:\w+>", "1", route.pattern))
            assert desk.get(address).status_code == 404, address


def test_the_search_box_and_the_wording_of_a_drug_pass_over_what_cannot_be_stored():
    desk = browser_of(PhysicianFactory().account)
    assert desk.post(reverse("province:search"), {"words": "\0A\0"}).status_code == 200
    assert desk.get(reverse("eligibility:wording"), {"product": "\0"}).status_code == 200
