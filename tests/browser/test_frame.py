"""The frame in a real browser, on a desk and on a phone: signing in, keys, dialogs, no finding of axe."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ASTRAY

PASSWORD = "Correct-horse-9"  # pragma: allowlist secret
MAKE_PEOPLE = f"""
from province.areas.models import Area
from province.staff.models import Account
from province.staff.words import Role
hunan, _ = Area.objects.get_or_create(code="430000", defaults={{"name": "湖南省", "level": "province"}})
city, _ = Area.objects.get_or_create(code="430100", defaults={{"name": "长沙市", "level": "city", "parent": hunan}})
for name, fresh in (("shen", False), ("xin", True)):
    account = Account(username=name, name="李文", role=Role.REVIEWER, area=city, must_change_password=fresh)
    account.set_password("{PASSWORD}")
    account.save()
for number in range(1, 12):
    Area.objects.create(code=f"99{{number:02}}00", name=f"某{{number}}市", level="city", parent=hunan)
"""


@pytest.fixture(scope="module")
def database(databases, database):
    databases.manage(database, "shell", "--no-imports", "-c", MAKE_PEOPLE)
    return database


@pytest.fixture
def desk(desk_of) -> Page:
    return desk_of("shen", PASSWORD)


def test_the_login_page_is_sound_and_refuses_in_words(page, sign_in, sound):
    page.goto("/login/")
    sound(page)
    sign_in("shen", "wrong")
    expect(page.get_by_role("alert")).to_contain_text("用户名或密码不正确")
    sound(page)


@pytest.mark.parametrize(
    "path", ["/", "/password/", "/search/", "/articles/HN-23/", "/parameters/", "/gallery/", "/gallery/?name=没有"]
)
def test_every_page_is_sound(desk, sound, path):
    desk.goto(path)
    sound(desk)


def test_a_first_password_must_be_changed_before_anything_else(sign_in, sound):
    page = sign_in("xin", PASSWORD)
    expect(page).to_have_url("/password/")
    expect(page.get_by_text("首次登录")).to_be_visible()
    sound(page)


def test_leaving_takes_two_keys_and_ends_the_session(sign_in):
    desk = sign_in("shen", PASSWORD)
    expect(desk).to_have_url("/")
    desk.locator(".topbar-account summary").press("Enter")
    desk.get_by_role("button", name="退出登录").press("Enter")
    expect(desk).to_have_url("/login/")
    desk.goto("/")
    expect(desk).to_have_url("/login/?next=/")


def test_an_article_opens_over_the_page_and_closes_with_escape(desk, sound):
    desk.goto("/gallery/")
    desk.get_by_role("link", name="HN-23.4", exact=True).first.click()
    dialog = desk.get_by_role("dialog", name="条文")
    expect(dialog).to_contain_text("第二十三条")
    sound(desk)
    desk.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(desk).to_have_url("/gallery/")


def test_cancelling_a_confirmation_sends_nothing(desk):
    desk.goto("/gallery/")
    sent = []
    desk.on("request", lambda request: sent.append(request.method) if request.method == "POST" else None)
    desk.get_by_role("button", name="主要操作").click()
    dialog = desk.get_by_role("dialog")
    expect(dialog).to_contain_text("将批准 1 人的待遇资格")
    dialog.get_by_role("button", name="取消，不办理").click()
    expect(dialog).to_be_hidden()
    assert sent == []


def test_an_irreversible_act_waits_for_the_typed_word(desk):
    desk.goto("/gallery/")
    desk.get_by_role("button", name="注销资格").click()
    act = desk.get_by_role("dialog").get_by_role("button", name="注销资格")
    expect(act).to_be_disabled()
    desk.get_by_label("此操作不能撤回").fill("注销")
    expect(act).to_be_enabled()


def test_a_confirmation_opens_only_over_a_complete_form(desk):
    desk.goto("/gallery/")
    desk.get_by_role("button", name="提交申请").first.click()
    expect(desk.get_by_role("dialog")).to_have_count(0)


def test_the_keys_of_a_page_are_one_key_away(desk):
    desk.goto("/gallery/")
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog", name="本页快捷键")).to_contain_text("提交申请")


@pytest.mark.parametrize("how", ["inline-block", "block"])
def test_cells_that_are_no_cells_are_noticed(desk, how):
    desk.goto("/gallery/")
    assert desk.evaluate(ASTRAY) == []
    loosen = "cell => Object.assign(cell.style, { display: how, paddingLeft: 0 })"
    desk.evaluate(f"how => document.querySelectorAll('.rows td').forEach({loosen})", how)
    assert desk.evaluate(ASTRAY) != []


def test_on_a_phone_the_filters_are_folded_until_they_are_asked_for_or_set(desk, width):
    desk.goto("/gallery/")
    field = desk.get_by_label("代码开头")
    if width["width"] < 768:
        expect(field).to_be_hidden()
        desk.get_by_role("button", name="筛选和排序").click()
    expect(field).to_be_visible()
    desk.goto("/gallery/?code=99")
    expect(field).to_be_visible()


def test_sorting_paging_and_filtering_stand_in_the_address(desk, width):
    desk.goto("/gallery/?code=99")
    expect(desk.locator("tbody tr")).to_have_count(8)
    desk.get_by_role("link", name="下一页").click()
    expect(desk.locator("tbody tr")).to_have_count(3)
    desk.get_by_label("代码开头").fill("9911")
    desk.get_by_role("button", name="筛选", exact=True).click()
    expect(desk.locator("tbody tr")).to_have_count(1)
    assert "code=9911" in desk.url


def test_a_set_of_filters_is_kept_by_name_on_this_computer(desk, width):
    desk.goto("/gallery/?code=9911")
    desk.once("dialog", lambda prompt: prompt.accept("我的"))
    desk.get_by_role("button", name="保存当前筛选").click()
    desk.goto("/gallery/")
    if width["width"] < 768:
        desk.get_by_role("button", name="筛选和排序").click()
    desk.get_by_role("link", name="我的", exact=True).click()
    expect(desk.locator("tbody tr")).to_have_count(1)


def test_the_viewer_turns_and_goes_on_by_key(desk):
    desk.goto("/gallery/")
    stage = desk.get_by_role("group", name="材料内容")
    stage.press("t")
    expect(stage.locator("img").first).to_have_attribute("style", "transform: rotate(90deg) scale(1);")
    stage.press("ArrowRight")
    expect(stage.get_by_alt_text("身份证")).to_be_visible()


def test_navigation_is_there_at_both_widths(desk, width):
    desk.goto("/")
    places = desk.get_by_role("navigation", name="栏目")
    if width["width"] < 768:
        expect(places).to_be_hidden()
        desk.get_by_role("button", name="栏目").click()
    expect(places).to_be_visible()
