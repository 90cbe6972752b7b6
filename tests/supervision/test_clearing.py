"""Alerts say how their things stand now, and close by themselves when the cause is gone."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from eligibility.applications.announcements import ApplicationsOverdue, OverdueCase
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.words import ApplicationState
from eligibility.entitlements.announcements import EntitlementUnlikeListing
from eligibility.people import actions as persons
from eligibility.prescriptions.announcements import SupplyBroughtForward
from eligibility.prescriptions.words import EarlyReason
from kit.clock import SHANGHAI
from kit.errors import NotFound
from kit.period import Period
from province.calendar.actions import load_published_year
from province.events.models import Event
from province.jobs.schedule import JOBS
from province.staff.words import Role
from settlement.claims.models import Claim
from settlement.counter.announcements import FigureMissing, SaleNoted
from settlement.figures.words import LimitKind
from supervision.alerts import actions as alerts
from supervision.alerts.errors import AlertAlreadyDismissed, AlertCleared, AlertNotUrgeable, AlertsUnlike, NoAlertChosen
from supervision.alerts.models import Alert
from supervision.alerts.queries.standings import with_standings
from supervision.alerts.words import AlertKind, AlertResult, AlertState
from tests.factories.catalog import ListingFactory
from tests.factories.eligibility import ApplicationFactory, EntitlementFactory
from tests.factories.province import AccountFactory, AreaFactory
from tests.factories.settlement import LimitFactory, SignedPrescriptionFactory
from tests.settlement.scene import Scene

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=SHANGHAI)
LATE = DAY - timedelta(days=7)


def overdue(**facts: object) -> TreatmentApplication:
    """An application past its deadline, with its alert."""
    clock = {"received_on": LATE, "accepted_on": LATE, "clock_from": LATE, "deadline": LATE, "overdue_since": LATE}
    case: TreatmentApplication = ApplicationFactory(state=ApplicationState.REVIEWED, **clock, **facts)
    cases = (OverdueCase(case.pk, LATE, case.insured_area_id),)
    alerts.raise_overdue(ApplicationsOverdue(cases=cases, by=None, on=DAY))
    return case


def decide(case: TreatmentApplication) -> None:
    reviewer = AccountFactory(role=Role.REVIEWER, name="陈审核")
    TreatmentApplication.objects.filter(pk=case.pk).update(
        state=ApplicationState.APPROVED, decided_on=DAY, decided_by=reviewer
    )


def noted() -> Callable[[], object]:
    scene = Scene()
    scene.settle()
    claim = Claim.objects.get()
    alerts.raise_noted_sale(SaleNoted(claim_id=claim.pk, sentence="未扫码。", area="430102", by=None, on=DAY))
    return lambda: scene.reverse(claim.pk)


def contradicted() -> Callable[[], object]:
    scene = Scene()
    scene.settle()
    persons.report_death(person=scene.person, died_on=DAY - timedelta(days=1), by=None, on=DAY)
    return lambda: persons.report_death(person=scene.person, died_on=None, by=None, on=DAY)


def unlike_listing() -> Callable[[], object]:
    right = EntitlementFactory()
    right.drug.listings.all().delete()
    right.drug.agreements.all().delete()
    unlike = EntitlementUnlikeListing(entitlement_id=right.pk, sentence="不一致。", area="430102", by=None, on=DAY)
    alerts.raise_unlike_listing(unlike)
    return lambda: ListingFactory(drug=right.drug, period=Period(date(2026, 1, 1), date(2027, 12, 31)))


def early_supply() -> Callable[[], object]:
    sheet = SignedPrescriptionFactory()
    early = SupplyBroughtForward(rxno=sheet.pk, reason=EarlyReason.TRAVEL, in_hand=9, area="430102", by=None, on=DAY)
    alerts.raise_early_supply(early)
    return lambda: type(sheet).objects.update(withdrawn_at=NOON)


def limits_missing() -> Callable[[], object]:
    AreaFactory(code="430100")
    told = FigureMissing(code="LIMITS_MISSING", day=DAY, area="430100", sentence="没有。", source="", by=None, on=DAY)
    alerts.raise_missing_figure(told)

    def set_all() -> None:
        for insured in ("310", "390"):
            for kind in LimitKind:
                LimitFactory(insurance_type=insured, kind=kind)

    return set_all


def calendar_missing() -> Callable[[], object]:
    alerts.raise_calendar_missing(on=DAY)
    return lambda: load_published_year(year=2026, by=None, on=DAY)


def late_case() -> Callable[[], object]:
    case = overdue()
    return lambda: decide(case)


CAUSES = {
    AlertKind.APPLICATION_OVERDUE: (late_case, "现审核通过 2026-11-23"),
    AlertKind.SALE_NOTED: (noted, "结算已撤销 2026-11-23"),
    AlertKind.SALE_CONTRADICTED: (contradicted, "与现有登记已不矛盾"),
    AlertKind.ENTITLEMENT_UNLIKE_LISTING: (unlike_listing, "与药品目录已一致"),
    AlertKind.EARLY_SUPPLY: (early_supply, "处方已作废 2026-11-23"),
    AlertKind.POLICY_MISSING: (limits_missing, "所缺的标准已设定"),
    AlertKind.CALENDAR_MISSING: (calendar_missing, "已载入"),
}


def review() -> int:
    return alerts.clear_gone(after=0, on=DAY)[0]


@pytest.mark.parametrize(("cause", "words"), CAUSES.values(), ids=[kind.value for kind in CAUSES])
def test_an_alert_closes_by_itself_when_its_cause_is_gone_and_not_before(
    cause: Callable[[], Callable[[], object]], words: str
) -> None:
    mend = cause()
    assert review() == 0
    mend()
    assert (review(), review()) == (1, 0)
    alert = Alert.objects.get()
    assert alert.state is AlertState.CLEARED
    assert alert.cleared_for.startswith(words)
    assert Event.objects.filter(noun="alert", verb="clear").get().why == alert.cleared_for


def test_parameters_that_end_close_their_alert_only_where_others_follow() -> None:
    alerts.raise_policy_ending(on=date(2030, 12, 1))
    assert alerts.clear_gone(after=0, on=date(2030, 12, 2))[0] == 0
    Alert.objects.update(object_id="HN 2029-01-31")
    assert alerts.clear_gone(after=0, on=date(2030, 12, 2))[0] == Alert.objects.count()


def test_an_alert_that_closed_by_itself_is_raised_anew_and_one_that_a_person_closed_is_not() -> None:
    case = overdue()
    TreatmentApplication.objects.update(deadline=DAY + timedelta(days=9), overdue_since=None)
    review()
    again = ApplicationsOverdue(cases=(OverdueCase(case.pk, LATE, "430102"),), by=None, on=DAY)
    alerts.raise_overdue(again)
    assert Alert.objects.count() == 2
    close(Alert.objects.latest("pk"))
    alerts.raise_overdue(again)
    assert Alert.objects.count() == 2


def close(*rows: Alert, reason: str = "已核实。") -> list[Alert]:
    supervisor = AccountFactory(role=Role.SUPERVISOR)
    numbers = [row.pk for row in rows]
    return alerts.dismiss_many(alerts=numbers, result=AlertResult.UPHELD, reason=reason, by=supervisor, on=DAY)


def test_what_closed_by_itself_is_not_dealt_with_and_what_somebody_dealt_with_stays_so() -> None:
    first, second = overdue(), overdue()
    decide(first)
    review()
    with pytest.raises(AlertCleared, match="审核通过"):
        close(Alert.objects.get(object_id=first.pk))
    close(Alert.objects.get(object_id=second.pk))
    decide(second)
    assert review() == 0
    assert Alert.objects.get(object_id=second.pk).state is AlertState.CLOSED


def test_several_of_one_kind_are_closed_with_one_result_all_or_none() -> None:
    overdue(), overdue(), early_supply()
    late = list(Alert.objects.filter(kind=AlertKind.APPLICATION_OVERDUE))
    with pytest.raises(AlertsUnlike):
        close(*Alert.objects.all())
    with pytest.raises(NoAlertChosen):
        close()
    close(late[0])
    with pytest.raises(AlertAlreadyDismissed):
        close(*late)
    assert Alert.objects.exclude(dismissed_on=None).count() == 1
    assert Event.objects.filter(noun="alert", verb="dismiss").get().after == "属实"


def test_nobody_closes_what_lies_elsewhere() -> None:
    overdue()
    stranger = AccountFactory(role=Role.SUPERVISOR, area=AreaFactory(code="430200"))
    with pytest.raises(NotFound):
        alerts.dismiss(alert=Alert.objects.get(), result=AlertResult.REFERRED, reason="移送。", by=stranger, on=DAY)


def test_only_an_undecided_overdue_application_is_urged() -> None:
    case, supervisor = overdue(), AccountFactory(role=Role.SUPERVISOR)
    alert = alerts.urge(alert=Alert.objects.get(), reason="请于周五前决定。", by=supervisor, on=DAY)
    assert alert.state is AlertState.URGED
    decide(case)
    with pytest.raises(AlertNotUrgeable):
        alerts.urge(alert=alert, reason="再催。", by=supervisor, on=DAY)
    early_supply()
    with pytest.raises(AlertNotUrgeable):
        alerts.urge(alert=Alert.objects.latest("pk"), reason="催。", by=supervisor, on=DAY)


def test_how_things_stand_costs_a_bounded_number_of_queries(django_assert_max_num_queries: object) -> None:
    for _ in range(4):
        overdue(), early_supply()
    rows = list(Alert.objects.all())
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        assert all(alert.standing.number for alert in with_standings(rows, DAY))


def test_the_job_says_how_many_closed() -> None:
    decide(overdue())
    JOBS["review_alerts"].run(NOON)
    assert Alert.objects.get().cleared_on == DAY
