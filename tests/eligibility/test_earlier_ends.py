"""An end that is set moves to an earlier day, whatever set it and whatever moves it; nothing moves it back."""

from datetime import date, datetime, time, timedelta

import pytest

from catalog.drugs.words import DrugOrigin
from catalog.listings import actions as listings
from catalog.listings.words import DelistingCause
from eligibility.entitlements import actions as entitlements
from eligibility.entitlements.errors import EndsBefore
from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.queries.entitlements import valid_on
from eligibility.entitlements.words import EndCause
from eligibility.people import actions as persons
from eligibility.people.words import InsuranceType
from kit.clock import SHANGHAI
from kit.period import Period
from province.events.models import Event
from province.jobs.schedule import JOBS
from supervision.alerts.models import Alert
from supervision.alerts.words import AlertKind
from tests.factories.catalog import ListingFactory, NationalAgreementFactory
from tests.factories.eligibility import EntitlementFactory
from tests.factories.province import AreaFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
SOON = date(2026, 12, 1)
LATER = date(2026, 12, 23)
AFTER = date(2027, 1, 10)


@pytest.fixture
def entitlement() -> Entitlement:
    return EntitlementFactory()


def delist(entitlement: Entitlement, last_day: date) -> None:
    """Take the drug off the list after the day."""
    listings.delist(
        drug=entitlement.drug, cause=DelistingCause.NEGATIVE_LIST, last_day=last_day, document="文件", by=None, on=TODAY
    )


def relist(entitlement: Entitlement, first: date) -> None:
    listings.open(drug=entitlement.drug, origin=DrugOrigin.NEGOTIATED, first=first, document="文件", by=None, on=TODAY)


def cancel(entitlement: Entitlement, last_day: date) -> None:
    entitlements.end(entitlement=entitlement, cause=EndCause.CANCELLED, last_day=last_day, by=None, on=TODAY)


def bury(entitlement: Entitlement, died_on: date) -> None:
    persons.report_death(person=entitlement.person, died_on=died_on, by=None, on=max(TODAY, died_on))


ENDS = {"drug_left": delist, "cancelled": cancel, "deceased": bury}


def end_of(entitlement: Entitlement) -> tuple[date | None, str, date | None]:
    entitlement.refresh_from_db()
    return entitlement.ended_on, entitlement.end_cause, entitlement.period.last


@pytest.mark.parametrize("second", ENDS)
@pytest.mark.parametrize("first", ENDS)
def test_a_second_and_earlier_end_holds(entitlement: Entitlement, first: str, second: str) -> None:
    ENDS[first](entitlement, LATER)
    ENDS[second](entitlement, TODAY)
    assert end_of(entitlement) == (TODAY, second, TODAY)
    assert not valid_on(TODAY + timedelta(days=1)).exists()


@pytest.mark.parametrize(
    ("first", "second"),
    [("drug_left", "deceased"), ("cancelled", "deceased"), ("cancelled", "drug_left"), ("deceased", "drug_left")],
)
def test_a_second_and_later_end_changes_nothing(entitlement: Entitlement, first: str, second: str) -> None:
    ENDS[first](entitlement, SOON)
    ENDS[second](entitlement, LATER)
    assert end_of(entitlement) == (SOON, first, SOON)


@pytest.mark.parametrize("last_day", [SOON, LATER])
def test_a_later_cancellation_is_refused(entitlement: Entitlement, last_day: date) -> None:
    delist(entitlement, SOON)
    with pytest.raises(EndsBefore, match="2026-12-01"):
        cancel(entitlement, last_day)
    assert end_of(entitlement) == (SOON, EndCause.DRUG_LEFT, SOON)


@pytest.mark.obligation("HN-23.9")
def test_a_drug_delisted_twice_and_listed_again_has_no_entitlement_left() -> None:
    drug = EntitlementFactory().drug
    for _ in range(3):
        EntitlementFactory(application__product=drug.products.first())
    delist(drug.entitlements.first(), LATER)
    assert valid_on(SOON).count() == 4
    delist(drug.entitlements.first(), TODAY)
    NationalAgreementFactory(drug=drug)
    relist(drug.entitlements.first(), SOON)
    assert [valid_on(day).count() for day in (TODAY, SOON, LATER, AFTER)] == [4, 0, 0, 0]


@pytest.mark.parametrize("end", [delist, bury], ids=["drug_left", "deceased"])
def test_an_end_before_the_first_day_leaves_no_day(end) -> None:
    coming = EntitlementFactory(period=Period(SOON, date(2027, 12, 31)))
    delist(coming, LATER)
    end(coming, TODAY)
    assert end_of(coming) == (TODAY, coming.end_cause, LATER)
    assert not valid_on(SOON).exists()


def test_a_death_told_late_ends_what_has_run_out_since_with_the_day_of_death() -> None:
    past = Period(date(2026, 1, 5), date(2026, 11, 20))
    entitlement = EntitlementFactory(period=past)
    entitlements.expire(on=TODAY)
    bury(entitlement, date(2026, 11, 1))
    assert end_of(entitlement) == (date(2026, 11, 1), EndCause.DECEASED, date(2026, 11, 1))


def test_what_is_to_end_later_moves_along_to_another_city(entitlement: Entitlement) -> None:
    delist(entitlement, LATER)
    zhuzhou = AreaFactory(code="430202")
    persons.enrol(
        person=entitlement.person, insurance_type=InsuranceType.EMPLOYEE, area=zhuzhou, first=SOON, by=None, on=TODAY
    )
    entitlements.follow_moves(on=SOON)
    entitlement.refresh_from_db()
    assert entitlement.insured_area == zhuzhou


def unannounced(entitlement: Entitlement, last_day: date, **given: object) -> None:
    """The listing ends on the day, and no entitlement has heard of it."""
    entitlement.drug.listings.update(period=Period(date(2026, 1, 1), last_day), expiry_handled=True, **given)


CUT_SHORT = {"delisted_for": "negative_list", "delisted_document": "文件"}


def test_the_sweep_moves_an_end_that_is_later_than_the_listings() -> None:
    entitlement = EntitlementFactory()
    delist(entitlement, LATER)
    unannounced(entitlement, TODAY)
    assert [entitlements.sweep_left_drugs(on=SOON) for _ in range(2)] == [1, 0]
    assert end_of(entitlement) == (TODAY, EndCause.DRUG_LEFT, TODAY)


@pytest.mark.obligation("HN-23.9")
def test_the_sweep_ends_what_a_later_listing_seemed_to_revive(entitlement: Entitlement) -> None:
    unannounced(entitlement, TODAY)
    ListingFactory(drug=entitlement.drug, period=Period(SOON, date(2027, 12, 31)))
    assert valid_on(LATER).exists()
    assert entitlements.sweep_left_drugs(on=LATER) == 1
    assert not valid_on(LATER).exists()


def test_the_sweep_waits_for_no_day_of_a_drug_that_is_taken_off(entitlement: Entitlement) -> None:
    unannounced(entitlement, LATER, **CUT_SHORT)
    assert entitlements.sweep_left_drugs(on=TODAY) == 1
    assert end_of(entitlement) == (LATER, EndCause.DRUG_LEFT, LATER)


def test_the_sweep_leaves_alone_what_began_under_the_later_listing(entitlement: Entitlement) -> None:
    unannounced(entitlement, date(2026, 10, 31), **CUT_SHORT)
    ListingFactory(drug=entitlement.drug, period=Period(date(2026, 11, 1), date(2027, 12, 31)))
    assert entitlements.sweep_left_drugs(on=TODAY) == 0


def test_the_sweep_leaves_alone_what_began_under_the_national_agreement(entitlement: Entitlement) -> None:
    unannounced(entitlement, date(2026, 10, 31))
    NationalAgreementFactory(drug=entitlement.drug)
    assert entitlements.sweep_left_drugs(on=TODAY) == 0


def test_the_sweep_leaves_alone_what_is_renewed_without_a_gap(entitlement: Entitlement) -> None:
    unannounced(entitlement, TODAY)
    ListingFactory(drug=entitlement.drug, period=Period(TODAY + timedelta(days=1), date(2027, 12, 31)))
    assert entitlements.sweep_left_drugs(on=SOON) == 0


def test_what_is_over_already_stays_as_it_was(entitlement: Entitlement) -> None:
    unannounced(entitlement, date(2026, 11, 21))
    Entitlement.objects.update(period=Period(entitlement.period.first, date(2026, 11, 22)))
    assert entitlements.sweep_left_drugs(on=TODAY) == 0


def test_each_move_of_an_end_is_on_record(entitlement: Entitlement) -> None:
    delist(entitlement, LATER)
    bury(entitlement, TODAY)
    events = Event.objects.filter(noun="entitlement", object_id=str(entitlement.pk)).order_by("id")
    assert list(events.values_list("verb", "after")) == [("drug_left", "2026-12-23"), ("end", "2026-11-23")]


def unlike(on: date) -> list[tuple[str, str]]:
    """What the nightly sweep names, once each however often it comes by."""
    for _ in range(2):
        JOBS["sweep_left_drugs"].work(datetime.combine(on, time(1), SHANGHAI))
    return list(Alert.objects.filter(kind=AlertKind.ENTITLEMENT_UNLIKE_LISTING).values_list("object_id", "text"))


def test_the_sweep_names_nothing_where_all_agrees(entitlement: Entitlement) -> None:
    assert unlike(TODAY) == []
    delist(entitlement, SOON)
    assert unlike(LATER) == []


def test_the_sweep_names_what_leans_on_no_listing_at_all(entitlement: Entitlement) -> None:
    entitlement.drug.listings.all().delete()
    assert unlike(TODAY) == [(str(entitlement.pk), "待遇仍在享受，但药品当日既不在目录内，也没有国家协议。")]


def test_the_sweep_names_what_was_ended_with_a_listing_that_goes_on(entitlement: Entitlement) -> None:
    delist(entitlement, SOON)
    entitlement.drug.listings.update(period=Period(date(2026, 1, 1), AFTER), delisted_for="", delisted_document="")
    words = "待遇因药品调出目录于 2026-12-01 终止，但目录中没有在这一天到期的记录。"
    assert unlike(LATER) == [(str(entitlement.pk), words)]
