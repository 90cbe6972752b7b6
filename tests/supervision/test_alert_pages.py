"""Alerts at their readers' desks: who sees which, and how one is dealt with."""

from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from acts.policy import Policy
from kit.clock import SHANGHAI
from kit.errors import ReasonMissing
from province.jobs.schedule import JOBS
from province.staff.models import Account
from province.staff.words import Role
from settlement.counter.announcements import FigureMissing
from supervision.alerts import actions as alerts
from supervision.alerts.errors import AlertAlreadyDismissed
from supervision.alerts.forms import DismissalForm
from supervision.alerts.models import Alert
from supervision.alerts.policy import ActEnd
from supervision.alerts.queries.alerts import visible_to
from supervision.alerts.rules import running_out
from supervision.alerts.words import AlertKind, AlertResult
from tests.factories.province import AccountFactory, AreaFactory
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 23)
LAST_DAYS = date(2030, 12, 1)


def missing_in(area: str, code: str = "LIMITS_MISSING") -> Alert:
    """An alert that the area's limits are not set."""
    AreaFactory(code=area)
    said = FigureMissing(code=code, day=DAY, area=area, sentence="没有年度限额。", source="", by=None, on=DAY)
    alerts.raise_missing_figure(said)
    return Alert.objects.latest("pk")


@pytest.fixture
def supervisor() -> Account:
    return AccountFactory(role=Role.SUPERVISOR, area=AreaFactory(code="430100"))


@pytest.fixture
def desk(supervisor: Account) -> Client:
    return browser_of(supervisor)


def test_one_cause_on_one_day_is_told_once() -> None:
    for code in ("LIMITS_MISSING", "LIMITS_MISSING", "RATE_MISSING"):
        missing_in("430100", code)
    assert sorted(Alert.objects.values_list("object_id", flat=True)) == [
        "430100 LIMITS_MISSING 2026-11-23",
        "430100 RATE_MISSING 2026-11-23",
    ]


def test_a_supervisor_sees_his_area_and_what_lies_in_it(supervisor: Account) -> None:
    mine = [missing_in("430100"), missing_in("430102", "RATE_MISSING")]
    missing_in("430200", "ASSISTANCE_MISSING")
    assert list(visible_to(supervisor).order_by("pk")) == mine
    assert visible_to(supervisor).earliest("pk").area_name == "区划四三零一零零"


def test_each_area_is_told_of_its_own_missing_figure() -> None:
    for area in ("430100", "430200"):
        missing_in(area)
    assert Alert.objects.count() == 2


def test_the_list_is_asked_for_a_kind_and_for_what_nobody_looked_at(desk: Client, supervisor: Account) -> None:
    alert = missing_in("430100")
    assert "没有年度限额" in desk.get(reverse("supervision:alerts"), {"state": "open"}).content.decode()
    alerts.dismiss(alert=alert, result=AlertResult.UPHELD, reason="已设定。", by=supervisor, on=DAY)
    assert "没有年度限额" not in desk.get(reverse("supervision:alerts"), {"state": "open"}).content.decode()
    kind = {"kind": AlertKind.SALE_NOTED.value}
    assert "没有年度限额" not in desk.get(reverse("supervision:alerts"), kind).content.decode()


def test_an_alert_is_dealt_with_on_its_page_with_what_was_done(desk: Client) -> None:
    alert = missing_in("430100")
    page = reverse("supervision:alert", args=[alert.pk])
    assert desk.post(page, {"reason": ""}).context["form"].errors
    assert desk.post(page, {"result": "upheld", "reason": "已请医保局设定。"}).url == reverse("supervision:alerts")
    alert.refresh_from_db()
    assert alert.dismissed_for == "已请医保局设定。"
    assert "已请医保局设定" in desk.get(page).content.decode()


def test_an_alert_of_elsewhere_is_not_found_and_an_auditor_only_reads(desk: Client) -> None:
    alert = missing_in("430200")
    page = reverse("supervision:alert", args=[alert.pk])
    assert desk.get(page).status_code == 404
    auditor = browser_of(AccountFactory(role=Role.AUDITOR))
    assert auditor.post(page, {"result": "upheld", "reason": "看过。"}).context["may_dismiss"] is False
    assert not Alert.objects.exclude(dismissed_on=None).exists()


def test_nothing_is_dealt_with_without_a_reason_or_twice(supervisor: Account) -> None:
    alert = missing_in("430100")
    with pytest.raises(ReasonMissing):
        alerts.dismiss(alert=alert, result=AlertResult.UPHELD, reason=" ", by=supervisor, on=DAY)
    alerts.dismiss(alert=alert, result=AlertResult.UPHELD, reason="已设定。", by=supervisor, on=DAY)
    with pytest.raises(AlertAlreadyDismissed):
        alerts.dismiss(alert=alert, result=AlertResult.UPHELD, reason="又一次。", by=supervisor, on=DAY)


def test_a_reason_is_as_long_as_the_trail_keeps() -> None:
    assert not DismissalForm({"result": "unfounded", "reason": "核" * 201}).is_valid()
    assert DismissalForm({"result": "unfounded", "reason": "核" * 200}).is_valid()


def test_parameters_run_out_when_the_warning_term_reaches_their_end(hunan: Policy, jiangsu: Policy) -> None:
    term = hunan[ActEnd].warning_days.on(DAY)
    ends = {entry.period.last for parameter in hunan.parameters() for entry in parameter.entries} - {None}
    first = min(end for end in ends if end > DAY)
    assert running_out(hunan, date.fromordinal(first.toordinal() - term)) == ()
    assert running_out(hunan, date.fromordinal(first.toordinal() - term + 1))
    assert running_out(jiangsu, LAST_DAYS) == ()


def test_the_job_says_how_many_parameters_end() -> None:
    JOBS["warn_of_policy_end"].run(datetime(2030, 12, 1, 12, tzinfo=SHANGHAI))
    assert AlertKind.POLICY_ENDING in Alert.objects.values_list("kind", flat=True)
