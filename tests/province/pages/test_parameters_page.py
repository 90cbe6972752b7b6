"""Officials read what the act sets, in words, since when, and on whose word."""

import re
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from acts.loader import load_policy
from kit.words import say
from tests.factories.province import AreaFactory
from tests.support.law import changed_act

pytestmark = pytest.mark.django_db


def lines(client: Client, **asked: str) -> list[str]:
    """Each line of the page as one text."""
    page = client.get(reverse("province:parameters"), asked).content.decode()
    rows = re.findall(r"<tr>(.*?)</tr>", page.partition("<main")[2], re.DOTALL)
    texts = (re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip() for row in rows if "<td" in row)
    return list(texts)


def test_every_parameter_of_the_act_in_use_is_shown(official: Client) -> None:
    shown = "".join(lines(official))
    assert [each.label for each in load_policy("hunan").parameters() if say(each.label) not in shown] == []


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("审核时限的起算", "审核时限的起算 受理 2026-01-01 至 2030-12-31 HN-23 办法规定"),
        ("待遇期最长", "2 个自然年度"),
        ("医保报销比例", "职工医保：70%；居民医保：60%"),
        ("起付线", "0.00 元"),
        ("纳入分段", "否"),
        ("无码不结算", "医疗机构、零售药店"),
        ("医疗类别", "9904：门诊（医疗机构、零售药店）"),
        ("医疗机构数", " 1 2026-01-01 至 "),
        ("名单上报时限", "办法只要求及时上报，未定天数；公布实际用时。 — HN-21 没有规定"),
    ],
)
def test_a_value_is_written_in_words_with_its_unit(official: Client, words: str, line: str) -> None:
    assert any(line in each for each in lines(official, words=words))


def test_an_areas_own_row_names_the_area(official: Client) -> None:
    AreaFactory(code="433100", name="湘西州")
    own, province = lines(official, words="湘西州", basis="local"), lines(official, words="责任医师的职称")
    assert "责任医师的职称（湘西州）" in own[0]
    assert len(province) == 2


def test_a_filter_by_basis_leaves_what_we_decided(official: Client) -> None:
    shown = lines(official, basis="decision")
    assert 5 < len(shown) < len(lines(official))
    assert all(line.endswith("系统暂定，待核实") for line in shown)


def test_what_the_act_does_not_know_is_asked_for_by_itself(official: Client) -> None:
    assert len(lines(official, basis="absent")) == 1


def test_what_is_not_in_force_today_says_so(official: Client, settings: Any, tmp_path: Path) -> None:
    rows = "values = [{ from = 2026-01-01, to = 2026-06-30, value = 15 }, { from = 2027-01-01, value = 10 }]"
    settings.PROVINCE = changed_act(tmp_path, "hunan", ("reviewing.working_days", "value = 15", rows))
    with time_machine.travel("2026-11-25T10:00+08:00", tick=False):
        former, coming = lines(official, words="审核时限")[-2:]
    assert "15 个工作日 2026-01-01 至 2026-06-30 已失效" in former
    assert "10 个工作日 2027-01-01 至 2030-12-31 尚未生效" in coming


def test_the_parameters_of_the_other_act_stand_on_its_own_articles(official: Client, settings: Any) -> None:
    settings.PROVINCE = "jiangsu"
    shown = lines(official)
    assert any("JS-9(2)" in line for line in shown)
    assert not any("HN-" in line for line in shown)


def test_nothing_fits_and_the_page_says_so(official: Client) -> None:
    page = official.get(reverse("province:parameters"), {"words": "没有这样的参数"}).content.decode()
    assert "没有符合筛选条件的参数" in page


@pytest.mark.parametrize("asked", [{"basis": "nonsense"}, {"words": "x" * 41}, {"words": "\0"}])
def test_a_filter_that_cannot_be_read_shows_nothing_and_says_so(official: Client, asked: dict[str, str]) -> None:
    page = official.get(reverse("province:parameters"), asked)
    assert page.status_code == 200
    assert "筛选条件无法识别" in page.content.decode()
