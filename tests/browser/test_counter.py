"""At the pharmacy's counter: from the prescription's number to the receipt, and back again."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.databases import Databases
from tools.stack.files import ROOT

PASSWORD = "Counter-2026-open"  # pragma: allowlist secret
PATIENTS = 7  # one for each width and test that sells, and one who is only scanned for


@pytest.fixture(scope="module")
def pharmacy(databases: Databases) -> Iterator[dict[str, Any]]:
    """A database with its patients, filled by a process of its own."""
    name = f"counter_{os.getpid()}"
    databases.create(name)
    command = [sys.executable, "-W", "ignore", "-m", "tests.support.customers", str(PATIENTS), PASSWORD]
    done = subprocess.run(command, cwd=ROOT, env=databases.variables(name), check=True, capture_output=True, text=True)
    yield {"database": name, **json.loads(done.stdout)}
    databases.drop(name)


@pytest.fixture(scope="module")
def database(pharmacy: dict[str, Any]) -> str:
    return str(pharmacy["database"])


@pytest.fixture
def desk(desk_of: Callable[[str, str], Page], pharmacy: dict[str, Any]) -> Page:
    return desk_of(pharmacy["username"], PASSWORD)


def fill_in(desk: Page, slip: dict[str, str], packs: int = 1) -> None:
    codes = [f"8{pack}{slip['rxno'][-6:]:0>18}" for pack in range(packs)]
    desk.get_by_label("公民身份号码").fill(slip["certno"])
    desk.get_by_label("单价").fill("340.00")
    desk.get_by_label("数量").fill(str(packs))
    desk.get_by_label("追溯码", exact=False).first.fill("\n".join(codes))


def confirm_sale(desk: Page) -> None:
    desk.get_by_role("button", name="计算").click()
    expect(desk.get_by_role("heading", name="预结算结果")).to_be_visible()
    desk.get_by_role("button", name="确认结算").first.click()
    desk.get_by_role("dialog").get_by_role("button", name="确认结算").click()


def test_a_sale_from_the_number_to_the_receipt_and_back(
    desk: Page, pharmacy: dict[str, Any], sound: Callable[[Page], None]
) -> None:
    slip = pharmacy["slips"].pop()
    desk.goto("/settlement/sale/")
    sound(desk)
    desk.get_by_label("处方流水号").fill(slip["rxno"])
    desk.get_by_role("button", name="查找").click()
    fill_in(desk, slip)
    desk.get_by_role("button", name="计算").click()
    expect(desk.get_by_role("heading", name="预结算结果")).to_be_visible()
    sound(desk)

    desk.get_by_role("button", name="确认结算").first.click()
    expect(desk.get_by_role("dialog")).to_contain_text("102.00")
    desk.get_by_role("dialog").get_by_role("button", name="取消").click()
    desk.get_by_role("button", name="确认结算").first.click()
    desk.get_by_role("dialog").get_by_role("button", name="确认结算").click()
    expect(desk.get_by_role("status")).to_contain_text("102.00")
    sound(desk)

    desk.get_by_role("link", name="结算单").click()
    expect(desk.get_by_role("button", name="打印")).to_be_visible()
    sound(desk)
    desk.go_back()
    desk.get_by_role("link", name="撤销结算").click()
    desk.get_by_label("交付前录入错误").check()
    desk.get_by_role("button", name="撤销").first.click()
    sound(desk)
    desk.get_by_role("dialog").get_by_role("button", name="撤销").click()
    expect(desk.locator("h1 + .headline-state")).to_contain_text("撤销记录")


def test_an_emergency_is_sold_where_she_did_not_choose(
    desk_of: Callable[[str, str], Page], pharmacy: dict[str, Any], sound: Callable[[Page], None]
) -> None:
    desk, slip = desk_of(pharmacy["stranger"], PASSWORD), pharmacy["slips"].pop()
    desk.goto("/settlement/sale/")
    desk.get_by_label("处方流水号").fill(slip["certno"])
    desk.get_by_role("button", name="查找").click()
    expect(desk.locator(".found")).to_contain_text("五一路药店")
    expect(desk.locator(".found")).to_contain_text("变更定点机构")
    sound(desk)
    desk.get_by_role("button", name="急救，在本机构结算").click()
    expect(desk.get_by_label("急救")).to_be_checked()
    sound(desk)
    fill_in(desk, slip)
    confirm_sale(desk)
    expect(desk.get_by_role("status")).to_contain_text("102.00")


def test_one_of_two_boxes_comes_back_and_then_nothing_more(
    desk: Page, pharmacy: dict[str, Any], sound: Callable[[Page], None]
) -> None:
    slip = pharmacy["slips"].pop()
    desk.goto(f"/settlement/sale/{slip['rxno']}/")
    fill_in(desk, slip, packs=2)
    confirm_sale(desk)
    desk.get_by_role("link", name="部分退药").click()
    address = desk.url
    desk.get_by_role("checkbox").last.check()
    desk.get_by_label("召回").check()
    sound(desk)
    desk.get_by_role("button", name="部分退药").first.click()
    desk.get_by_role("dialog").get_by_role("button", name="部分退药").click()
    expect(desk.get_by_role("status")).to_contain_text("请退还患者 102.00 元")
    desk.goto(address)
    expect(desk.get_by_text("再退请从保留部分的结算")).to_be_visible()
    sound(desk)


def test_codes_are_counted_while_they_are_scanned(
    desk: Page, pharmacy: dict[str, Any], sound: Callable[[Page], None]
) -> None:
    """A scanner types what it reads and Enter: nothing is sent, a second scan is marked, and the separator is kept."""
    desk.goto(f"/settlement/sale/{pharmacy['slips'][0]['rxno']}/")
    address, codes = desk.url, desk.get_by_label("追溯码", exact=True)
    desk.get_by_label("单价").fill("340.00")
    desk.get_by_label("单价").press("Enter")
    expect(desk.get_by_label("数量")).to_be_focused()
    desk.get_by_label("数量").fill("2")
    codes.focus()
    for _ in range(2):
        desk.keyboard.type("0106901234567892")
        desk.keyboard.press("Control+]")
        desk.keyboard.type("21PACK-1-OF-2")
        expect(desk.locator(".scans")).to_contain_text("已扫")
        desk.keyboard.press("Enter")
    expect(desk.locator(".scans")).to_have_text("已扫 2 / 2，第 2 个码与第 1 个相同")
    expect(codes).not_to_be_focused()
    assert (desk.url, codes.input_value().count("\x1d")) == (address, 2)
    sound(desk)


@pytest.mark.parametrize("path", ["", "sale/", "months/", "uncoded/", "uncoded/stock/"])
def test_the_counters_lists_read_well(desk: Page, sound: Callable[[Page], None], path: str) -> None:
    desk.goto(f"/settlement/{path}")
    sound(desk)


def test_a_mistake_is_told_beside_its_field(desk: Page, sound: Callable[[Page], None]) -> None:
    desk.goto("/settlement/sale/")
    desk.get_by_label("处方流水号").fill("nobody-knows")
    desk.get_by_role("button", name="查找").click()
    expect(desk.get_by_role("alert")).to_be_focused()
    sound(desk)
