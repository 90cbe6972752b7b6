"""Values are written the one way that officials read."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from acts.citations import UnknownDemand
from acts.rules import Outcome, Verdict
from kit.pages.parts import Moment, Sheet, Tone
from kit.period import Period
from kit.templatetags import words
from province.calendar.rules.workdays import Deadline
from province.templatetags import components

TODAY = date(2026, 11, 23)  # a Monday
FIRM, PROVISIONAL = False, True

pytestmark = pytest.mark.django_db


def drawn(due, provisional=FIRM):
    return components.deadline(Deadline(due, provisional), today=TODAY)


def test_a_deadline_far_off_is_calm_and_counts_working_days():
    html = drawn(date(2026, 12, 4))
    assert "剩余 9 个工作日" in html
    assert "12 月 4 日止" in html
    assert "tone-plain" in html


def test_a_deadline_within_three_working_days_is_amber_with_a_sign():
    html = drawn(date(2026, 11, 26))
    assert "剩余 3 个工作日" in html
    assert "tone-soon" in html
    assert "#soon" in html


def test_on_its_day_a_deadline_is_due_today():
    assert "今日到期" in drawn(TODAY)


def test_a_deadline_that_is_over_is_red_and_counts_beyond():
    html = drawn(date(2026, 11, 19))
    assert "已超期 2 个工作日" in html
    assert "tone-over" in html


def test_a_provisional_deadline_says_so_and_names_its_year():
    html = drawn(date(2027, 1, 5), PROVISIONAL)
    assert "暂定" in html
    assert "2027 年 1 月 5 日止" in html


def test_no_deadline_is_a_dash():
    assert components.deadline(None) == "—"


def test_money_has_separators_and_two_decimals():
    assert words.money(Decimal("1234567.5")) == "1,234,567.50"
    assert words.money(None) == "—"
    assert 'value="-87.05"' in components.amount(Decimal("-87.05"))


@pytest.mark.parametrize(
    ("period", "rest"),
    [
        (Period(date(2026, 11, 21), date(2027, 12, 31)), "余 403 天"),
        (Period(date(2026, 1, 1), TODAY), "今日止"),
        (Period(date(2026, 1, 1), date(2026, 11, 22)), "已结束"),
        (Period(date(2026, 12, 1), date(2026, 12, 31)), "尚未开始"),
        (Period(date(2026, 1, 1), None), ""),
    ],
)
def test_a_period_says_what_is_left_of_it(period, rest):
    assert words.days_left(period, TODAY) == rest
    assert str(period) in components.period(period, today=TODAY)


def test_a_person_is_never_shown_with_a_whole_number():
    html = components.person("张某", "430102199003071230", "职工医保", "长沙市")
    assert "430102199003071230" not in html
    assert "4301**********1230" in html


def test_what_a_person_is_called_cannot_become_markup():
    assert "<script>" not in components.person("<script>alert(1)</script>")


def test_times_are_shown_in_shanghai():
    assert words.moment(datetime(2026, 11, 20, 17, 30, tzinfo=UTC)) == "2026-11-21 01:30"
    assert words.day(datetime(2026, 11, 20, 17, 30, tzinfo=UTC)) == "2026-11-21"


def test_verdicts_put_what_failed_first_and_ask_for_a_remedy_only_where_one_is_needed():
    html = components.verdicts(
        [
            Verdict("A", "在保", Outcome.PASSED, "HN-5", remedy="无需"),
            Verdict("B", "同领域", Outcome.FAILED, "HN-22", remedy="重新签署"),
        ]
    )
    assert html.index("同领域") < html.index("在保")
    assert "重新签署" in html
    assert "无需" not in html


def test_a_step_that_the_act_leaves_out_has_no_article():
    assert components.article("physician.record") == ""


def test_a_demand_of_nobody_is_an_error_and_no_empty_place():
    with pytest.raises(UnknownDemand):
        components.article("application.retrun")


def test_a_timeline_says_who_in_which_role_and_why():
    moment = Moment(
        datetime(2026, 11, 2, 1, 12, tzinfo=UTC), "陈静", "经办受理", "退回补正", "缺病历", "HN-23", Tone.SOON
    )
    html = components.timeline([moment])
    for expected in ("2026-11-02 09:12", "陈静", "经办受理", "退回补正", "缺病历", "/articles/HN-23/"):
        assert expected in html


def test_the_clock_draws_days_off_and_days_beyond_the_deadline():
    html = components.clock(date(2026, 11, 9), Deadline(date(2026, 11, 18), FIRM), today=TODAY)
    assert html.count("clock-day") == 15
    assert html.count(" off") == 4
    assert html.count(" beyond") == 5


@pytest.mark.parametrize(("act", "shown"), [("hunan", "/articles/HN-9/"), ("jiangsu", "")])
def test_a_demand_is_shown_with_the_article_of_the_act_in_use(act, shown, settings):
    settings.PROVINCE = act
    html = components.article("annual_limits")
    assert shown in html
    assert bool(html) is bool(shown)


def test_a_forbidden_action_shows_the_rule_and_cannot_be_sent():
    html = components.forbidden("批准", "医师不在同治疗领域。", "HN-22")
    assert 'aria-disabled="true"' in html
    assert 'type="button"' in html
    assert "HN-22" in html


def test_progress_asks_again_only_while_something_is_left():
    assert "hx-get" in components.progress(1, 2, poll="/p/")
    assert "hx-get" not in components.progress(2, 2, poll="/p/")


def test_the_viewer_shows_the_first_sheet_and_keeps_the_others_back():
    html = components.viewer([Sheet("一", "/a.png"), Sheet("二", "/b.pdf", picture=False)])
    assert html.count(" hidden") == 1
    assert "<iframe" in html
