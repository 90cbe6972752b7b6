"""Alerts: raised under the act in use, and closed under it."""

from datetime import date
from typing import Any

import pytest

from eligibility.applications.announcements import ApplicationsOverdue, OverdueCase
from province.events.models import Event
from province.staff.words import Role
from settlement.counter.announcements import SaleNoted
from supervision.alerts import actions as alerts
from supervision.alerts.models import Alert
from supervision.alerts.words import AlertKind, AlertResult
from tests.factories.province import AccountFactory
from tools.figures import modules

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(("act", "cited"), [("hunan", "HN-23.4"), ("jiangsu", "JS-9(2).2")])
def test_an_overdue_application_is_alarmed_with_the_article_of_its_term(act: str, cited: str, settings: Any) -> None:
    settings.PROVINCE = act
    alerts.raise_overdue(ApplicationsOverdue(cases=(OverdueCase(1, DAY, "430100"),), by=None, on=DAY))
    assert Alert.objects.get().source == cited


@pytest.mark.parametrize(("act", "cited"), [("hunan", "HN-36.3"), ("jiangsu", "JS-13.1")])
def test_a_sale_to_look_at_is_alarmed_with_the_article_of_supervision(act: str, cited: str, settings: Any) -> None:
    settings.PROVINCE = act
    alerts.raise_noted_sale(SaleNoted(claim_id=1, sentence="未扫追溯码。", area="430100", by=None, on=DAY))
    assert Alert.objects.get().source == cited


@pytest.mark.parametrize(("act", "cited"), [("hunan", "HN-37.2"), ("jiangsu", "JS-13.1")])
def test_what_was_done_about_an_alert_is_recorded_under_the_act_in_use(act: str, cited: str, settings: Any) -> None:
    settings.PROVINCE = act
    alerts.raise_noted_sale(SaleNoted(claim_id=1, sentence="未扫追溯码。", area="430100", by=None, on=DAY))
    supervisor = AccountFactory(role=Role.SUPERVISOR)
    alerts.dismiss(alert=Alert.objects.get(), result=AlertResult.UPHELD, reason="已核实。", by=supervisor, on=DAY)
    assert Event.objects.get(noun="alert").obligation == cited


@pytest.mark.parametrize(("act", "cited"), [("hunan", {"HN-39.1"}), ("jiangsu", set())])
def test_only_an_act_that_ends_warns_of_its_end(act: str, cited: set[str], settings: Any) -> None:
    settings.PROVINCE = act
    alerts.raise_policy_ending(on=date(2030, 6, 1))
    assert set(Alert.objects.values_list("source", flat=True)) == cited


@pytest.mark.parametrize("kind", AlertKind)
def test_each_kind_of_alert_is_raised_somewhere(kind: AlertKind) -> None:
    assert f"AlertKind.{kind.name}" in "".join(module.text for module in modules("supervision"))
