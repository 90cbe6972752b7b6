"""Officials read what the acts ask for and how it stands."""

import re

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def shown(client, **asked) -> list[str]:
    page = client.get(reverse("province:register"), asked)
    assert page.status_code == 200
    return re.findall(r'<tr id="([^"]+)">', page.content.decode())


def test_the_register_opens_with_the_act_of_this_province(official):
    found = shown(official)
    assert len(found) == 182
    assert all(name.startswith("HN-") for name in found)


def test_the_other_act_is_one_choice_away(official):
    assert len(shown(official, act="JS")) == 96


def test_what_people_carry_is_shown_with_its_reason(official):
    assert len(shown(official, kind="human")) == 15
    page = official.get(reverse("province:register"), {"words": "HN-28.6"})
    assert "由国家医保移动支付承担" in page.content.decode()


def test_filters_narrow_together(official):
    assert shown(official, act="JS", kind="human", words="流程图") == ["JS-A3.1"]
    assert shown(official, act="JS", kind="human", state="planned") == []


def test_code_that_carries_an_obligation_is_named(official):
    page = official.get(reverse("province:register"), {"words": "HN-6.3"})
    assert "province.areas.policy:OwnRows.refuse" in page.content.decode()


@pytest.mark.parametrize(
    "asked", [{"act": "XX"}, {"act": ""}, {"state": "nonsense"}, {"words": "x" * 41}, {"words": "\0"}]
)
def test_a_filter_that_cannot_be_read_shows_nothing_and_says_so(official, asked):
    page = official.get(reverse("province:register"), asked)
    assert page.status_code == 200
    assert "筛选条件无法识别" in page.content.decode()


def test_nobody_reads_it_before_signing_in(client):
    page = client.get(reverse("province:register"))
    assert page.status_code == 302
    assert page.url.startswith(reverse("province:login"))


def test_what_is_proved_says_on_which_day(official):
    page = official.get(reverse("province:register"), {"words": "HN-6.3", "state": "proved"})
    assert re.search(r"20\d\d-\d\d-\d\d 验证", page.content.decode())


def test_an_article_stands_in_its_own_words_with_the_clause_marked(client):
    page = client.get(reverse("province:article", args=["HN-23.4"])).content.decode()
    assert "<mark>在受理申请资料后的15个工作日内完成</mark>，审核通过后方可" in page
    assert page.count("<mark>") == 1


def test_an_article_named_whole_marks_every_clause(client):
    page = client.get(reverse("province:article", args=["HN-23"])).content.decode()
    assert page.count("<mark>") == 10


def test_a_national_rule_says_where_it_was_read(client):
    page = client.get(reverse("province:article", args=["CN-8"])).content.decode()
    assert "待核实" in page


def test_an_article_opens_without_an_account(client):
    page = client.get(reverse("province:article", args=["HN-23.4"]))
    assert "十五个工作日" in page.content.decode()


def test_an_official_goes_back_from_an_article_to_the_register(client, official):
    address, back = reverse("province:article", args=["HN-23"]), f'<li><a href="{reverse("province:register")}">'
    assert back in official.get(address).content.decode()
    assert back not in client.get(address).content.decode()


@pytest.mark.parametrize("reference", ["HN-99", "nonsense", "HN-23.99"])
def test_an_unknown_article_is_not_found(client, reference):
    assert client.get(reverse("province:article", args=[reference])).status_code == 404
