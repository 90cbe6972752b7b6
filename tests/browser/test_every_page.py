"""Every page in a real browser, at a desk and on a phone, as each role that opens it; every list, cell by cell."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from catalog.national_list.models import CatalogueImport
from kit.words import say
from province.staff.words import Role
from tests.browser.conftest import ASTRAY
from tests.eligibility.pages.test_lists import every_table
from tests.routes.listed import PAGES, PUBLIC, Listed
from tests.routes.test_pages import NEVER_OPEN, one_of
from tests.support.databases import Databases
from tools.demo.ground import PASSWORD

pytestmark = pytest.mark.django_db

FRAGMENTS = {
    "eligibility:wording": "a part of a form, drawn again while it is filled in",
    "catalog:import_progress": "a part of the import's page, drawn again while its job runs",
    "province:export_progress": "a part of the list of exports, drawn again while one is written",
}


@pytest.fixture(scope="module")
def seed() -> str:
    return "seed"


@pytest.mark.prove
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


# Who sees the most in a list stands first.
READERS = (Role.AUDITOR, Role.SUPERVISOR, Role.REVIEWER, Role.CATALOG_ADMIN, *Role)
FLOORS = ("catalog", "physicians", "eligibility", "settlement", "supervision")
SHOWN = "document.querySelector('table[data-rows] caption')?.textContent"
EVERY_DAY = "?day="  # settlements of all days; no other list asks for it


@pytest.fixture(scope="module")
def database(databases: Databases, database: str) -> str:
    """The demonstration, in which a job has run."""
    databases.manage(database, "job", "warn_of_policy_end", "--do")
    return database


def lists() -> list[tuple[Role, str]]:
    """Return the address of each page that names no object, with the first of its readers."""
    pages = [page for page in PAGES if not page.kind and page.name not in {*NEVER_OPEN, *FRAGMENTS, "province:logout"}]
    readers = [next(role for role in READERS if page.roles == PUBLIC or role in page.roles) for page in pages]
    return sorted((role, page.at({}) + EVERY_DAY) for role, page in zip(readers, pages, strict=True))


@pytest.mark.usefixtures("seeded")
def test_values_stand_under_their_headings_in_every_list(desk_of) -> None:
    astray, shown = {}, set()
    compared = CatalogueImport.objects.latest("pk").pk
    for role, path in [*lists(), (Role.CATALOG_ADMIN, reverse("catalog:import_file", args=[compared]))]:
        desk: Page = desk_of(one_of(role).username, PASSWORD)
        desk.goto(path)
        shown.add(desk.evaluate(SHOWN))
        if wrong := desk.evaluate(ASTRAY):
            astray[path] = wrong
        desk.close()
    assert astray == {}
    declared = {say(table.caption) for table in every_table() if table.opens or table.export_name} - {
        "行政区划",
        "区划",
    }
    assert declared - shown == set()
