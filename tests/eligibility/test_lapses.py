"""A listing that runs out undecided: entitlements wait, go on without a gap, or end with the last listed day."""

from datetime import date, datetime, time, timedelta

import pytest

from catalog.drugs.words import DrugOrigin
from catalog.listings import actions as listings
from catalog.listings.errors import AwaitsDecision, EndsAsItLapsed
from catalog.listings.models import Listing
from catalog.listings.queries import ending_without_successor, state_of
from catalog.listings.words import DelistingCause
from eligibility.entitlements import actions as entitlements
from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.queries.entitlements import valid_on
from eligibility.entitlements.words import EndCause, EntitlementState, SuspensionCause
from eligibility.people import actions as persons
from kit.clock import SHANGHAI
from kit.errors import DomainError
from kit.period import Period
from province.events.models import Event
from province.jobs.schedule import JOBS
from tests.factories.catalog import ListingFactory, NationalAgreementFactory
from tests.factories.eligibility import EntitlementFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
LAST = date(2026, 11, 22)  # the listing's
TODAY = LAST + timedelta(days=1)
TERM = LAST + timedelta(days=90)  # the last day on which the decision is waited for
OVER = TERM + timedelta(days=1)
ON = date(2027, 12, 31)
LAPSED = Period(TODAY, None)


@pytest.fixture
def held() -> Entitlement:
    """Granted to the end of next year, for a drug whose listing ends today."""
    entitlement = EntitlementFactory()
    entitlement.drug.listings.update(period=Period(date(2026, 1, 1), LAST))
    NationalAgreementFactory(drug=entitlement.drug, period=Period(TODAY, ON))
    return entitlement


def night(on: date = TODAY) -> None:
    """What the scheduler does after midnight."""
    for job in ("expire_listings", "sweep_left_drugs", "expire_entitlements"):
        JOBS[job].work(datetime.combine(on, time(1), SHANGHAI))


def renew(held: Entitlement, on: date = TODAY) -> Listing:
    return listings.renew(drug=held.drug, origin=DrugOrigin.NEGOTIATED, document="2号", by=None, on=on)


def delist(held: Entitlement, last_day: date = LAST, on: date = TODAY) -> Listing:
    told = {"cause": DelistingCause.NEGATIVE_LIST, "last_day": last_day, "document": "9号"}
    return listings.delist(drug=held.drug, by=None, on=on, **told)  # type: ignore[arg-type]


def suspended(held: Entitlement) -> list[Period]:
    return [each.period for each in held.suspensions.all()]


def end_of(held: Entitlement) -> tuple[date | None, str, date | None]:
    held.refresh_from_db()
    return held.ended_on, held.end_cause, held.period.last


def verbs(held: Entitlement) -> list[str]:
    events = Event.objects.filter(noun="entitlement", object_id=str(held.pk)).order_by("id")
    return list(events.values_list("verb", flat=True))


def test_it_waits_from_the_day_after_the_last_day_and_is_told_once(held: Entitlement) -> None:
    night(LAST)
    assert suspended(held) == []
    for day in (TODAY, TODAY, TERM):
        night(day)
    assert (suspended(held), verbs(held)) == ([LAPSED], ["drug_lapsed"])
    assert [valid_on(day).exists() for day in (LAST, TODAY, TERM)] == [True, False, False]
    assert held.state_on(TODAY) is EntitlementState.SUSPENDED


def test_a_night_that_was_missed_is_made_up_for(held: Entitlement) -> None:
    night(TERM)
    assert suspended(held) == [LAPSED]


@pytest.mark.parametrize("day", [TODAY, TERM])
def test_a_renewal_in_time_leaves_no_gap(held: Entitlement, day: date) -> None:
    night()
    assert renew(held, day).period == Period(TODAY, ON)
    night(day)
    assert (suspended(held), end_of(held)) == ([], (None, "", ON))
    assert verbs(held) == ["drug_lapsed", "drug_renewed"]
    assert valid_on(TODAY).filter(pk=held.pk).exists()


def test_a_renewal_by_next_years_list_leaves_no_gap_either(held: Entitlement) -> None:
    night()
    listings.open(drug=held.drug, origin=DrugOrigin.NEGOTIATED, first=TODAY, document="3号", by=None, on=TODAY)
    assert suspended(held) == []


def test_a_renewal_before_the_night_leaves_nothing_to_suspend(held: Entitlement) -> None:
    renew(held, LAST)
    night()
    assert verbs(held) == []


def test_while_the_decision_is_waited_for_nothing_is_listed_with_a_gap(held: Entitlement) -> None:
    with pytest.raises(AwaitsDecision, match="2026-11-22"):
        listings.open(drug=held.drug, origin=DrugOrigin.NEGOTIATED, first=TERM, document="3号", by=None, on=TODAY)


def test_the_decision_to_let_it_go_ends_it_with_the_last_listed_day(held: Entitlement) -> None:
    night()
    delist(held, on=TERM)
    assert (end_of(held), suspended(held)) == ((LAST, EndCause.DRUG_LEFT, LAST), [])
    night(OVER)
    assert verbs(held) == ["drug_lapsed", "drug_left"]


def test_what_has_run_out_is_let_go_as_of_that_day_alone(held: Entitlement) -> None:
    with pytest.raises(EndsAsItLapsed, match="2026-11-22"):
        delist(held, last_day=TODAY)


def test_without_a_decision_in_time_it_ends_with_the_last_listed_day(held: Entitlement) -> None:
    for day in (TODAY, TERM, OVER, OVER):
        night(day)
    assert (end_of(held), suspended(held)) == ((LAST, EndCause.DRUG_LEFT, LAST), [])
    assert verbs(held) == ["drug_lapsed", "drug_left"]
    assert state_of(held.drug, OVER) == "expired"
    with pytest.raises(DomainError):
        renew(held, OVER)


def test_a_relisting_revives_nothing(held: Entitlement) -> None:
    night()
    delist(held)
    listings.open(drug=held.drug, origin=DrugOrigin.NEGOTIATED, first=TODAY, document="3号", by=None, on=TODAY)
    night()
    assert end_of(held) == (LAST, EndCause.DRUG_LEFT, LAST)


def test_what_was_over_before_the_decision_ends_no_later_than_the_drug() -> None:
    soon = EntitlementFactory(period=Period(date(2026, 11, 1), date(2026, 12, 31)))
    soon.drug.listings.update(period=Period(date(2026, 1, 1), LAST))
    for day in (TODAY, date(2027, 1, 1)):
        night(day)
    assert end_of(soon) == (date(2026, 12, 31), EndCause.EXPIRED, date(2026, 12, 31))
    night(OVER)
    assert (end_of(soon), suspended(soon)) == ((LAST, EndCause.DRUG_LEFT, LAST), [])


def test_what_is_over_with_the_listing_itself_waits_for_nothing() -> None:
    same = EntitlementFactory(period=Period(date(2026, 11, 1), LAST))
    same.drug.listings.update(period=Period(date(2026, 1, 1), LAST))
    night()
    assert (suspended(same), end_of(same)) == ([], (LAST, EndCause.EXPIRED, LAST))


def test_a_persons_own_suspension_stays(held: Entitlement) -> None:
    told = {"cause": SuspensionCause.INVESTIGATION, "first": LAST, "by": None, "on": LAST}
    entitlements.suspend(entitlement=held, **told)  # type: ignore[arg-type]
    night()
    renew(held)
    assert suspended(held) == [Period(LAST, None)]


def test_a_death_in_between_ends_it_and_a_renewal_gives_nothing_back(held: Entitlement) -> None:
    night()
    persons.report_death(person=held.person, died_on=TODAY, by=None, on=TODAY)
    renew(held)
    assert end_of(held) == (TODAY, EndCause.DECEASED, TODAY)


@pytest.mark.parametrize("asked", [None, LAST])
def test_where_it_lasts_with_the_drug_it_goes_on_with_it(settings, asked: date | None) -> None:
    settings.PROVINCE = "jiangsu"
    same = EntitlementFactory(period=Period(date(2026, 11, 1), LAST), application__requested_until=asked)
    same.drug.listings.update(period=Period(date(2026, 1, 1), LAST))
    NationalAgreementFactory(drug=same.drug, period=Period(TODAY, ON))
    night()
    renew(same)
    night()
    assert end_of(same) == ((LAST, EndCause.EXPIRED, LAST) if asked else (None, "", ON))


def test_the_sweep_makes_up_for_a_word_that_was_missed(held: Entitlement) -> None:
    held.drug.listings.update(lapse_handled=True)
    assert [entitlements.sweep_lapsed_drugs(on=TODAY) for _ in range(2)] == [1, 0]
    assert entitlements.sweep_renewed_drugs(on=TODAY) == 0
    ListingFactory(drug=held.drug, period=Period(TODAY, ON))
    assert [entitlements.sweep_renewed_drugs(on=TODAY) for _ in range(2)] == [1, 0]


def test_the_sweep_finds_nothing_to_name_while_the_decision_is_waited_for(held: Entitlement) -> None:
    held.drug.agreements.all().delete()
    night()
    assert entitlements.report_unlike_listings(on=TODAY) == 0


def test_listings_that_end_soon_are_found_until_something_takes_over(held: Entitlement) -> None:
    assert [ending_without_successor(LAST - 7 * DAY, LAST - n * DAY).count() for n in (1, 0, -23)] == [0, 1, 1]
    renew(held, LAST)
    assert not ending_without_successor(LAST, LAST + 30 * DAY).exists()
