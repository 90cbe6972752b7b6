"""A queue decided without the mouse: from the list to the last decision, and what a step asks on its way."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK
from tests.support.databases import Databases
from tools.stack.files import ROOT

PASSWORD = "Queue-2026-keys"  # pragma: allowlist secret


@pytest.fixture(scope="module", params=[3, pytest.param(40, marks=pytest.mark.prove)])
def cases(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture(scope="module")
def database(databases: Databases, cases: int) -> Iterator[str]:
    name = f"keys_{os.getpid()}"
    databases.create(name)
    command = [sys.executable, "-W", "ignore", "-m", "tests.support.caseload", str(cases), PASSWORD]
    subprocess.run(command, cwd=ROOT, env=databases.variables(name), check=True)
    yield name
    databases.drop(name)


@pytest.fixture
def width() -> dict[str, int]:
    return DESK


@pytest.fixture
def sit(desk_of: Callable[[str, str], Page]) -> Callable[[str], Page]:
    """Somebody at the first case of his queue, opened from the list by key."""

    def seated(username: str) -> Page:
        page = desk_of(username, PASSWORD)
        page.goto({"reviewer": "/eligibility/review/", "clerk": "/eligibility/intake/"}[username])
        press(page, "j", "o")
        expect(page.locator(".desk")).to_be_visible()
        page.wait_for_load_state("domcontentloaded")
        return page

    return seated


def press(page: Page, *keys: str) -> None:
    for key in keys:
        # A page that is still being read hears no key.
        page.wait_for_load_state("domcontentloaded")
        page.keyboard.press(key)


def number_of(page: Page) -> str:
    return page.locator(".crumbs li").last.inner_text().strip("› ")


def test_a_queue_is_decided_by_keys_alone(sit: Callable[[str], Page], cases: int) -> None:
    page = sit("reviewer")
    for _ in range(cases):
        number = number_of(page)
        press(page, "y")
        expect(page.locator("[name=approve-label]")).to_be_focused()
        press(page, "Space", "Space", "y", "y")
        expect(page.locator(".message-success")).to_contain_text(f"{number} 审核已通过")
    expect(page.get_by_text("没有等待审核的申请。")).to_be_visible()


def test_a_part_opens_at_its_first_field_and_a_tick_is_no_typing(sit: Callable[[str], Page]) -> None:
    page = sit("clerk")
    press(page, "r")
    tick = page.locator(".gap [type=checkbox]").first
    expect(tick).to_be_focused()
    press(page, "r")
    expect(page.locator("dialog[open]")).to_have_count(0)
    press(page, "Space", "r")
    expect(page.locator("dialog[open]").get_by_role("button", name="退回补正")).to_be_focused()
    press(page, "Escape", "a")
    expect(page.locator("dialog[open]")).to_contain_text("受理：")


def test_a_digit_answers_a_question_without_the_focus(sit: Callable[[str], Page]) -> None:
    page = sit("clerk")
    press(page, "r", "2")
    ticks = page.locator(".gap [type=checkbox]")
    expect(ticks.nth(1)).to_be_checked()
    press(page, "2")
    expect(ticks.nth(1)).not_to_be_checked()


def test_what_is_written_ticks_its_row_and_stands_in_the_confirmation(sit: Callable[[str], Page]) -> None:
    page = sit("clerk")
    press(page, "r")
    page.locator(".gap [type=text]").last.fill("缺病理报告")
    expect(page.locator(".gap [type=checkbox]").last).to_be_checked()
    page.locator(".gap [type=checkbox]").last.focus()
    press(page, "r")
    expect(page.locator("dialog[open] li")).to_contain_text(["缺病理报告"])


def test_a_click_into_a_paper_leaves_the_keys_alive(sit: Callable[[str], Page]) -> None:
    page = sit("clerk")
    tabs = page.locator(".viewer-tabs a")
    kinds = [tab.get_attribute("data-paper") is not None for tab in tabs.all()]
    for _ in range(kinds.index(True)):
        press(page, "d")
    paper = page.locator("iframe.viewer-sheet:not([hidden])")
    expect(paper).to_be_visible()
    paper.click()
    expect(page.locator(".viewer-stage")).to_be_focused()
    press(page, "r")
    expect(page.locator(".gap [type=checkbox]").first).to_be_focused()


def test_a_key_that_is_held_down_asks_once(sit: Callable[[str], Page]) -> None:
    page = sit("clerk")
    page.keyboard.down("a")
    page.keyboard.down("a")
    expect(page.locator("dialog[open]")).to_be_visible()
    expect(page.locator(".message-success")).to_have_count(0)


def test_the_list_of_keys_names_those_of_the_desk(sit: Callable[[str], Page]) -> None:
    page = sit("clerk")
    press(page, "?")
    keys = page.get_by_role("dialog", name="本页快捷键")
    for words in ("受理", "退回补正", "下一份材料", "勾选或换选第几项", "回到列表"):
        expect(keys).to_contain_text(words)
