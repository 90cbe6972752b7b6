"""The frame: navigation by role, what waits, search, home."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from province.frame import briefing, nav, search
from province.frame.briefing import MOST_LINES, Line
from province.frame.nav import Waiting
from province.frame.search import Hit
from province.frame.words import BriefingPart, MenuGroup
from province.staff.words import Role

pytestmark = pytest.mark.django_db
WORK = MenuGroup.WORK


@pytest.fixture
def places(monkeypatch):
    monkeypatch.setattr(nav, "_places", [])
    monkeypatch.setattr(search, "_finders", [])
    monkeypatch.setattr(briefing, "_sources", [])


def test_a_role_sees_its_own_places_in_their_order(places, reviewer):
    nav.register(MenuGroup.GROUNDS, [Role.REVIEWER], "三", "province:register")
    nav.register(WORK, [Role.REVIEWER], "一", "province:home")
    nav.register(WORK, [Role.AUDITOR], "别人的", "province:home")
    nav.register(WORK, [Role.REVIEWER], "二", "province:password")
    assert [entry.label for entry in nav.entries(reviewer, "/")] == ["一", "二", "三"]


def test_the_place_nearest_to_the_page_is_current(places, reviewer):
    nav.register(WORK, [Role.REVIEWER], "首", "province:home")
    nav.register(WORK, [Role.REVIEWER], "密", "province:password")
    current = {entry.label: entry.current for entry in nav.entries(reviewer, "/password/3/")}
    assert current == {"首": False, "密": True}


def test_home_puts_what_is_overdue_first_and_says_the_next_step(places, desk):
    nav.register(WORK, [Role.REVIEWER], "不急的", "province:search", count=lambda account: 7)
    late = Waiting(4, soon=2, overdue=1, word="待受理")
    nav.register(WORK, [Role.REVIEWER], "急的", "province:password", count=lambda account: late, next_step="先办超期")
    main = desk.get(reverse("province:home")).content.decode().partition("<main")[2]
    assert main.index("急的") > 0
    assert main.index("先办超期") < main.index("不急的")
    for words in ("待受理 <b>4</b>", "即将到期 <b>2</b>", "已超期 <b>1</b>"):
        assert words in main


def test_each_count_is_asked_once_a_page(places, desk):
    asked = []
    nav.register(WORK, [Role.REVIEWER], "数", "province:password", count=lambda account: asked.append(account) or 3)
    desk.get(reverse("province:home"))
    assert len(asked) == 1


def test_home_without_work_says_so(places, desk):
    assert "目前没有等您办理的事项" in desk.get(reverse("province:home")).content.decode()


def test_a_notice_stands_in_the_top_bar_of_every_page_and_on_the_first(places, desk):
    asked = Line("请答复督办", "/password/", "昨日")
    briefing.register(BriefingPart.NOTICE, [Role.REVIEWER], "督办", lambda account: [asked])
    assert '<span class="badge-count">1</span>' in desk.get(reverse("province:search")).content.decode()
    assert "请答复督办" in desk.get(reverse("province:home")).content.decode().partition("<main")[2]


def test_the_next_things_stand_below_their_place_and_no_more_than_a_few(places, desk):
    nav.register(WORK, [Role.REVIEWER], "队列", "province:password", count=lambda account: 9)
    lines = [Line(f"第{number}件", "/") for number in range(1, 10)]
    briefing.register(BriefingPart.NEXT, [Role.REVIEWER], "队列", lambda account: lines, route="province:password")
    page = desk.get(reverse("province:home")).content.decode()
    assert page.index("队列") < page.index("第1件")
    assert page.count("件</a>") == MOST_LINES


def test_what_nobody_would_ever_tell_the_role_has_no_heading(places, desk):
    briefing.register(BriefingPart.NEWS, [Role.AUDITOR], "别人的", lambda account: [Line("秘密", "/")])
    briefing.register(BriefingPart.ENDING, [Role.REVIEWER], "协议", lambda account: [])
    page = desk.get(reverse("province:home")).content.decode()
    assert "昨日以来" not in page
    assert "九十天内到期" in page
    assert "除待办的事项外，没有别的到期。" in page


@pytest.mark.parametrize(
    ("days", "mark", "tone"), [(7, "余 7 天", "over"), (30, "余 30 天", "soon"), (0, "今日", "over")]
)
def test_the_nearer_an_end_the_louder_it_is_told(days, mark, tone):
    day = date(2026, 11, 23)
    line = briefing.ending("协议", "/", day + timedelta(days=days), day)
    assert mark in line.mark
    assert line.tone == tone


def test_the_search_box_is_there_for_whom_something_can_be_found(places, desk):
    assert "topbar-search" not in desk.get(reverse("province:home")).content.decode()
    search.register([Role.REVIEWER], lambda account, words: [])
    assert "topbar-search" in desk.get(reverse("province:home")).content.decode()


def test_one_hit_opens_at_once_and_several_are_listed(places, desk):
    search.register(
        [Role.REVIEWER], lambda account, words: [Hit("申请", f"A{n}", "", f"/{n}/") for n in range(len(words))]
    )
    assert desk.post(reverse("province:search"), {"words": "x"}).url == "/0/"
    assert "A2" in desk.post(reverse("province:search"), {"words": "xyz"}).content.decode()


def test_words_to_search_for_never_travel_in_the_address(places, desk):
    search.register([Role.REVIEWER], lambda account, words: [Hit("申请", words, "", "/")] * 2)
    assert "430102" not in desk.get(reverse("province:search"), {"words": "430102"}).content.decode()


def test_finders_of_other_roles_are_not_asked(places, desk):
    search.register([Role.AUDITOR], lambda account, words: [Hit("申请", "秘密", "", "/")] * 2)
    assert "没有找到" in desk.post(reverse("province:search"), {"words": "x"}).content.decode()


def test_the_gallery_draws_every_component_and_hides_in_production(desk, settings):
    settings.DEBUG = True
    assert desk.get(reverse("province:gallery")).status_code == 200
    settings.DEBUG = False
    assert desk.get(reverse("province:gallery")).status_code == 404


def test_a_page_is_allowed_no_inline_script_or_style(desk, settings):
    settings.DEBUG = True
    answer = desk.get(reverse("province:gallery"))
    text = answer.content.decode()
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    for inline in (" style=", "<style", " onclick=", "<script>"):
        assert inline not in text


def test_an_article_comes_as_a_fragment_for_the_dialog_and_as_a_page_without_scripts(client):
    address = reverse("province:article", args=["HN-23"])
    assert "<html" in client.get(address).content.decode()
    fragment = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "第二十三条" in fragment
