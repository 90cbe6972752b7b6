"""Every page of the demonstration in a real browser, at a desk's width and a phone's, as each role that opens it."""

import pytest
from playwright.sync_api import Page

from province.staff.words import Role
from tests.routes.listed import PAGES, PUBLIC, Listed
from tests.routes.test_pages import NEVER_OPEN, one_of
from tools.demo.ground import PASSWORD

pytestmark = [pytest.mark.prove, pytest.mark.django_db]

FRAGMENTS = {"eligibility:wording": "a part of a form, drawn again while it is filled in"}


@pytest.fixture(scope="module")
def seed() -> str:
    return "seed"


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize("role", Role)
def test_every_page_of_a_role_is_sound(role: Role, desk_of, sound) -> None:
    account = one_of(role)
    addresses = {each.name: each.for_somebody(account) for each in PAGES if opens(each, role)}
    desk = desk_of(account.username, PASSWORD)
    assert {name: fault for name, path in addresses.items() if (fault := fault_of(desk, path, sound))} == {}


def opens(each: Listed, role: Role) -> bool:
    """Each page as two of the roles that open it, the home page and a case as all of them."""
    if each.name in NEVER_OPEN | FRAGMENTS or each.name == "province:logout" or each.roles == PUBLIC:
        return each.roles == PUBLIC and role == Role.AUDITOR
    shown = sorted(each.roles) if each.name in {"province:home", "eligibility:case"} else sorted(each.roles)[:2]
    return role in shown


def fault_of(desk: Page, path: str, sound) -> str:
    """What is wrong with the page, if it is one: an address that takes forms only or gives a file is not."""
    answer = desk.request.get(path)
    if not answer.ok or not answer.headers["content-type"].startswith("text/html"):
        return "" if answer.status in {200, 404, 405, 409, 422} else f"status {answer.status}"
    desk.goto(path)
    try:
        sound(desk)
    except AssertionError as found:
        return str(found)[:400]
    return ""
