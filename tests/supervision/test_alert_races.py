"""Two at once: one alert is closed once, by whoever comes first, and the other is told."""

from province.events.models import Event
from province.staff.words import Role
from supervision.alerts import actions as alerts
from supervision.alerts.errors import AlertAlreadyDismissed
from supervision.alerts.models import Alert
from supervision.alerts.words import AlertResult
from tests.factories.province import AccountFactory
from tests.supervision.test_clearing import DAY, decide, overdue, review
from tests.support.crowd import at_once


def test_of_two_who_close_one_alert_at_once_one_is_told(own_database: str) -> None:
    overdue()
    alert, supervisor = Alert.objects.get(), AccountFactory(role=Role.SUPERVISOR)

    def act() -> Alert:
        return alerts.dismiss(alert=alert, result=AlertResult.UPHELD, reason="已核实。", by=supervisor, on=DAY)

    results = at_once([act, act])
    assert [type(result) for result in results if isinstance(result, Exception)] == [AlertAlreadyDismissed]


def test_two_runs_at_once_close_an_alert_once(own_database: str) -> None:
    decide(overdue())
    results = at_once([review, review])
    assert sorted(map(int, results)) == [0, 1]  # type: ignore[arg-type]
    assert Event.objects.filter(noun="alert", verb="clear").count() == 1
