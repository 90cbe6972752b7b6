"""An application from the physician's first click to the approval and the first prescription, as each user in turn."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.support.databases import Databases
from tools.stack.files import ROOT

PASSWORD = "Walk-2026-through"  # pragma: allowlist secret
PATIENT = "4301020000009901"
POPULATE = "tests.support.applicants"


@dataclass(frozen=True)
class Desk:
    """Everybody at a browser of his own, against one server."""

    browser: Browser
    address: str

    def sit(self, username: str) -> Page:
        """The page of somebody who has just signed in."""
        page = self.browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900}).new_page()
        page.goto(f"{self.address}/login/")
        give_password(page, username)
        return page


def give_password(page: Page, username: str) -> None:
    """Sign in on the page that asks."""
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    expect(page.locator(".topbar-who")).to_be_visible()


@pytest.fixture(scope="module")
def database(databases: Databases) -> Iterator[str]:
    """A copy with the cast of the eligibility tests and one patient, made by a process of its own."""
    name = f"applications_{os.getpid()}"
    databases.create(name)
    command = [sys.executable, "-W", "ignore", "-m", POPULATE, PATIENT, PASSWORD]
    subprocess.run(command, cwd=ROOT, env=databases.variables(name), check=True)
    yield name
    databases.drop(name)


@pytest.fixture(scope="module")
def desk(browser: Browser, address: str) -> Desk:
    return Desk(browser, address)


@pytest.fixture
def paper(tmp_path: Path) -> str:
    drawn = io.BytesIO()
    Image.new("RGB", (300, 400), "white").save(drawn, "PNG")
    file = tmp_path / "病历.png"
    file.write_bytes(drawn.getvalue())
    return str(file)


def confirm(page: Page, button: str) -> None:
    """Press a button that asks first, and say yes."""
    page.get_by_role("button", name=button).first.click()
    page.locator("dialog[open] button[type=submit]").click()


def test_an_application_walks_from_draft_to_prescription(desk: Desk, paper: str, tmp_path: Path) -> None:
    physician = desk.sit("physician")
    number = file_application(physician, paper, tmp_path)
    office = desk.sit("office")
    open_case(office, "待医保科意见", number)
    confirm(office, "盖章并报送")
    clerk = desk.sit("clerk")
    open_case(clerk, "待受理申请", number)
    confirm(clerk, "受理")
    expert = desk.sit("expert")
    open_case(expert, "待签署意见", number)
    give_opinion(expert)
    reviewer = desk.sit("reviewer")
    open_case(reviewer, "待审核申请", number)
    approve_by_keyboard(reviewer)
    prescribe(physician)


def test_what_is_typed_outlives_an_upload_a_second_tab_and_the_session(desk: Desk, paper: str) -> None:
    page = desk.sit("physician")
    page.get_by_role("link", name="新建申请").first.click()
    page.fill("[name=number]", PATIENT)
    page.get_by_role("button", name="查找患者").click()
    page.fill("[name=grounds]", "上传之前写的。")
    page.locator("input[type=file]").first.set_input_files(paper)
    expect(page.locator(".paper-file")).to_have_count(1)
    expect(page.locator("[name=grounds]")).to_have_value("上传之前写的。")
    expect(page.locator("[data-saved]")).to_contain_text("已保存")
    beside = page.context.new_page()
    beside.goto(page.url)
    beside.fill("[name=usage]", "另一窗口写的。")
    expect(beside.locator("[data-saved]")).to_contain_text("已保存")
    page.context.clear_cookies(name="sessionid")
    page.fill("[name=grounds]", "登录过期之后写的。")
    page.get_by_role("button", name="保存").click()
    give_password(page, "physician")
    expect(page.locator(".message")).to_contain_text("登录已过期，刚才的“保存申请”没有办理。")
    expect(page.locator(".error-sum").first).to_contain_text("别的窗口保存的：另一窗口写的。")
    expect(page.locator("[name=grounds]")).to_have_value("登录过期之后写的。")
    confirm(page, "丢弃草稿")
    expect(page.locator(".message-success")).to_contain_text("草稿已丢弃")


def test_a_photo_goes_up_smaller_while_one_writes_and_the_page_stays(desk: Desk, tmp_path: Path) -> None:
    page = desk.sit("physician")
    page.get_by_role("link", name="新建申请").first.click()
    page.fill("[name=number]", PATIENT)
    page.get_by_role("button", name="查找患者").click()
    page.set_viewport_size({"width": 390, "height": 844})
    photo = tmp_path / "IMG_0231.jpg"
    Image.effect_noise((4096, 3072), 30).convert("RGB").save(photo, quality=95, exif=on_its_side())
    page.evaluate("window.stays = true")
    page.locator("input[type=file]").last.set_input_files([str(photo), __file__])
    page.locator("[name=grounds]").press_sequentially("上传时写的", delay=40)
    place = page.evaluate("scrollY")
    expect(page.locator(".paper-sent li").first).to_contain_text("已上传，照片由", timeout=30_000)
    expect(page.locator(".paper-sent [data-fails]")).to_contain_text("这种文件不能上传")
    page.locator("[name=grounds]").press_sequentially("，写完了。")
    assert (page.evaluate("[scrollY, window.stays]"), page.locator(".paper-file").count()) == ([place, True], 1)
    expect(page.locator("[name=grounds]")).to_have_value("上传时写的，写完了。")
    page.locator("img.paper-small").scroll_into_view_if_needed()
    expect(page.locator("img.paper-small")).to_have_js_property("naturalHeight", 160)
    kept = page.request.get(f"{desk.address}{page.locator('.paper-file a').get_attribute('href')}").body()
    assert Image.open(io.BytesIO(kept)).size == (3000, 4000)
    page.get_by_role("button", name="撤下").click()
    expect(page.locator(".paper-file")).to_have_count(0)
    assert page.evaluate("window.stays")
    confirm(page, "丢弃草稿")


def on_its_side() -> Image.Exif:
    """What a phone writes that was turned: the picture is to be shown upright."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif


def file_application(page: Page, paper: str, tmp_path: Path) -> str:
    """Patient by number, form, three papers, signature; returns the application's number."""
    page.get_by_role("link", name="新建申请").first.click()
    page.fill("[name=number]", PATIENT)
    page.get_by_role("button", name="查找患者").click()
    assert PATIENT not in page.url
    page.select_option("[name=product]", index=1)
    expect(page.locator("#wording")).to_contain_text("说明书")
    page.fill("[name=diagnosis]", "肺恶性肿瘤")
    page.fill("[name=diagnosis_code]", "C34.900")
    page.fill("[name=grounds]", "基因检测阳性。")
    page.fill("[name=usage]", "每日一次。")
    page.fill("[name=pharmacy]", page.locator("#institutions-P option").first.get_attribute("value") or "")
    for tick in ("meets_label", "meets_scope", "identity_checked"):
        page.check(f"[name={tick}]")
    hand_in(page, paper, tmp_path)
    confirm(page, "签章")
    expect(page.locator(".status").first).to_contain_text("待医保科意见")
    return page.locator(".crumbs li").last.inner_text().strip("› ")


def hand_in(page: Page, paper: str, tmp_path: Path) -> None:
    """One file for each paper of the closed list; choosing a file sends it."""
    for count in range(3):
        shade = tmp_path / f"{count}.png"
        Image.open(paper).point(lambda value, less=count: value - 9 * less).save(shade)
        page.locator("input[type=file]").nth(count).set_input_files(str(shade))
        expect(page.locator(".paper-file")).to_have_count(count + 1)


def open_case(page: Page, place: str, number: str) -> None:
    """Into the queue by the left column, onto the row by keyboard."""
    page.locator(".places").get_by_role("link", name=place).click()
    expect(page.locator("[data-rows]")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page.locator(".crumbs")).to_contain_text(number)


def give_opinion(page: Page) -> None:
    for name in ("label", "scope", "supports"):
        page.check(f"[name=give-opinion-{name}][value=yes]")
    page.fill("[name=give-opinion-text]", "符合一线治疗指征。")
    confirm(page, "签署意见")
    expect(page.locator(".message-success")).to_contain_text("专家意见已签署")


def approve_by_keyboard(page: Page) -> None:
    """y without a verdict goes nowhere; with both verdicts ticked it asks, and then grants."""
    page.keyboard.press("y")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.check("[name=approve-label]")
    page.check("[name=approve-scope]")
    page.locator("h1").click()
    page.keyboard.press("y")
    page.locator("dialog[open] button[type=submit]").click()
    expect(page.locator(".message-success")).to_contain_text("已通过")


def prescribe(page: Page) -> None:
    """From the patient's entitlement to a signed prescription."""
    page.locator(".places").get_by_role("link", name="待遇资格").click()
    page.locator("[data-rows] .row-link").first.click()
    page.get_by_role("link", name="开具处方").click()
    page.fill("[name=dose]", "1")
    page.fill("[name=quantity]", "3")
    page.check("[name=identity_checked]")
    confirm(page, "签名并开具")
    expect(page.locator(".prescription")).to_contain_text("签名有效")
