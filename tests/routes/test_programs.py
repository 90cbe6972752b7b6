"""Addresses for programs, and the Django admin: nothing opens without its token or role, nothing is unlisted."""

import re
import tomllib
from urllib.parse import urlsplit

import pytest
from django.test import Client as Browser
from django.urls import resolve, reverse

from kit.pages.routes import every_route
from province.staff.words import ADMIN_ROLES, Role
from tests.factories.province import AccountFactory
from tests.routes.listed import TABLE
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db

PROGRAMS = tomllib.loads(TABLE.read_text("utf-8"))["programs"]
CALLS = [(method, address) for method in ("get", "post") for address in PROGRAMS[method]]
METHODS = {"get", "post", "put", "patch", "delete"}
PROBLEM = "application/problem+json"
SHUT = {302, 403, 404, 405}


def test_every_address_for_programs_is_listed() -> None:
    declared = {route.pattern for route in every_route() if route.pattern.startswith(("api/", "health"))}
    listed = {resolve(address).route for address in (*PROGRAMS["get"], *PROGRAMS["post"], *PROGRAMS["open"])}
    assert listed == {pattern.replace("/^", "/") for pattern in declared}


@pytest.mark.parametrize(("method", "address"), CALLS)
def test_a_program_without_a_token_is_refused(method: str, address: str) -> None:
    answer = getattr(Browser(), method)(address)
    assert (answer.status_code, answer["Content-Type"]) == (401, PROBLEM)


@pytest.mark.parametrize("address", sorted({address for _, address in CALLS}))
def test_a_method_that_an_address_does_not_have_is_a_problem(address: str) -> None:
    """Before anything is asked of the token: the address has no such method for anybody."""
    for method in METHODS - {has for has, where in CALLS if where == address}:
        answer = getattr(Browser(), method)(address)
        assert answer["Content-Type"] == PROBLEM
        assert answer.status_code in {401, 405}


ADMIN = [route for route in every_route() if route.pattern.startswith("admin/")]


@pytest.mark.parametrize("role", sorted(set(Role) - set(ADMIN_ROLES)))
def test_the_admin_is_closed_to_other_roles(role: Role) -> None:
    browser = browser_of(AccountFactory(role=role))
    answers = {route.pattern: browser.get(f"/{filled(route.pattern)}").status_code for route in ADMIN}
    assert {pattern: status for pattern, status in answers.items() if status not in SHUT} == {}


@pytest.mark.parametrize("role", ADMIN_ROLES)
def test_an_administrator_deletes_nothing(role: Role) -> None:
    browser = browser_of(AccountFactory(role=role))
    deleting = [filled(route.pattern) for route in ADMIN if "delete" in route.pattern]
    assert {browser.get(f"/{address}").status_code for address in deleting} <= SHUT
    assert deleting


@pytest.mark.parametrize("door", ["login", "password_change"])
def test_the_admin_has_no_door_of_its_own(door: str) -> None:
    answer = Browser().get(f"/admin/{door}/")
    assert (answer.status_code, urlsplit(answer.url).path) == (302, reverse("province:login"))


def test_who_must_choose_a_password_chooses_it_before_the_admin_opens() -> None:
    browser = browser_of(AccountFactory(role=Role.SYSTEM_ADMIN, must_change_password=True))
    assert browser.get("/admin/", follow=True).redirect_chain[-1] == (reverse("province:password"), 302)


def filled(pattern: str) -> str:
    return re.sub(r"<[^>]*>|\(\?P.*\)|[\^$]", "1", pattern)
