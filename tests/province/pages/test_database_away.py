"""While the database is away every request is answered 503, wherever on its way the database would be asked."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client

from province.staff.words import Role
from tests.factories.province import AccountFactory
from tests.support.browsers import browser_of
from tools.stack.processes import free_port

GRANT = "grant_type=client_credentials&client_id=pos-1&client_secret=x"  # pragma: allowlist secret
NAME = {"username": "shen", "password": "x"}  # pragma: allowlist secret
PAGES = [("get", "/", {}), ("post", "/login/", NAME), ("get", "/admin/", {}), ("get", "/catalog/published/", {})]


@pytest.fixture
def desk(own_database: str) -> Iterator[Client]:
    """Somebody who is signed in, whose database went away."""
    browser = browser_of(AccountFactory(role=Role.SYSTEM_ADMIN))
    connection.close()
    before, connection.settings_dict["PORT"] = connection.settings_dict["PORT"], str(free_port())
    yield browser
    connection.close()
    connection.settings_dict["PORT"] = before


@pytest.mark.parametrize(("method", "address", "fields"), PAGES)
def test_a_page_says_that_the_system_comes_back(desk: Client, method: str, address: str, fields: dict) -> None:
    answer = getattr(desk, method)(address, fields)
    assert (answer.status_code, answer["Retry-After"]) == (503, "1")
    assert "系统繁忙" in answer.content.decode()


def test_a_program_is_told_likewise(desk: Client) -> None:
    answer = desk.post("/api/v1/token", GRANT, "application/x-www-form-urlencoded")
    assert (answer.status_code, answer["Retry-After"], answer.json()["code"]) == (503, "1", "BUSY")
