"""Every list of the demonstration: values stand under their headings, money to the right, at both widths."""

import pytest
from playwright.sync_api import Page

from kit.words import say
from province.staff.words import Role
from tests.browser.conftest import ASTRAY
from tests.browser.test_every_page import FRAGMENTS
from tests.eligibility.pages.test_lists import every_table
from tests.routes.listed import PAGES, PUBLIC
from tests.routes.test_pages import NEVER_OPEN, one_of
from tests.support.databases import Databases
from tools.demo.ground import PASSWORD

pytestmark = pytest.mark.django_db

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


@pytest.fixture(scope="module")
def seed() -> str:
    return "seed"


def lists() -> list[tuple[Role, str]]:
    """Return the address of each page that names no object, with the first of its readers."""
    pages = [page for page in PAGES if not page.kind and page.name not in {*NEVER_OPEN, *FRAGMENTS, "province:logout"}]
    readers = [next(role for role in READERS if page.roles == PUBLIC or role in page.roles) for page in pages]
    return sorted((role, page.at({}) + EVERY_DAY) for role, page in zip(readers, pages, strict=True))


@pytest.mark.usefixtures("seeded")
def test_values_stand_under_their_headings_in_every_list(desk_of) -> None:
    astray, shown = {}, set()
    for role, path in lists():
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
