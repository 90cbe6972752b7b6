"""Opening, renewing, removing and running out (HN-10, HN-17, HN-18, HN-23)."""

from collections.abc import Iterator
from datetime import date

import pytest

from catalog.drugs.models import Drug
from catalog.drugs.words import BenefitClass, DrugOrigin, NationalSection
from catalog.listings import actions as listings
from catalog.listings.announcements import DrugLeft
from catalog.listings.cycle import LISTING
from catalog.listings.errors import AlreadyListed, NoNegotiatedReference, NotListed, RemovedNotRenewed, ReviewMissing
from catalog.listings.models import Listing
from catalog.listings.queries import class_on, is_listed, last_listed_day, listed_on, state_of
from catalog.listings.words import DelistingCause
from kit.errors import NotPermitted, WrongState
from kit.period import Period
from province.events.announcements import _handlers, subscribe
from province.events.models import Event
from province.staff.models import Account
from province.staff.words import Role
from tests.factories.catalog import DrugFactory, ListingFactory, NationalAgreementFactory
from tests.factories.province import AccountFactory

IN_2026 = Period(date(2026, 1, 1), date(2026, 12, 31))
IN_2027 = Period(date(2027, 1, 1), date(2027, 12, 31))


@pytest.fixture
def left() -> Iterator[list[DrugLeft]]:
    """What was announced while the test ran."""
    heard: list[DrugLeft] = []
    before = list(_handlers.get(DrugLeft, []))
    subscribe(DrugLeft, heard.append)
    yield heard
    _handlers[DrugLeft] = before


@pytest.fixture
def drug(db: None) -> Drug:
    return NationalAgreementFactory().drug


def opened(drug: Drug, by: Account, on: date) -> Listing:
    return listings.open(drug=drug, origin=DrugOrigin.NEGOTIATED, first=date(2026, 1, 1), document="1号", by=by, on=on)


def delisted(drug: Drug, by: Account, on: date, **changed: object) -> Listing:
    facts: dict[str, object] = {"cause": DelistingCause.NEGATIVE_LIST, "last_day": on, "document": "9号"}
    return listings.delist(drug=drug, by=by, on=on, **(facts | changed))  # type: ignore[arg-type]


def test_only_the_provinces_catalogue_administrator_lists_a_drug(drug: Drug, today: date) -> None:
    for role in set(Role.values) - {Role.CATALOG_ADMIN}:
        with pytest.raises(NotPermitted):
            opened(drug, AccountFactory(role=role), today)
    opened(drug, AccountFactory(role=Role.CATALOG_ADMIN), today)
    assert is_listed(drug, today)


@pytest.mark.obligation("HN-10.1")
def test_an_opened_drug_is_listed_on_the_days_of_its_agreement(drug: Drug, curator: Account, today: date) -> None:
    opened(drug, curator, today)
    assert [is_listed(drug, day) for day in (date(2025, 12, 31), date(2026, 1, 1))] == [False, True]
    assert [is_listed(drug, day) for day in (date(2027, 12, 31), date(2028, 1, 1))] == [True, False]
    assert Event.objects.filter(noun="listing", object_id=str(drug.pk), verb="open").count() == 1


def test_a_listed_drug_is_not_opened_again(drug: Drug, curator: Account, today: date) -> None:
    opened(drug, curator, today)
    with pytest.raises(AlreadyListed):
        opened(drug, curator, today)


@pytest.mark.obligation("HN-10.2")
def test_a_renewal_follows_without_a_gap(curator: Account, today: date) -> None:
    drug = ListingFactory(period=IN_2026).drug
    NationalAgreementFactory(drug=drug, period=IN_2027)
    renewed = listings.renew(drug=drug, origin=DrugOrigin.NEGOTIATED, document="2号", by=curator, on=today)
    assert renewed.period == IN_2027
    assert last_listed_day(drug, today) == date(2027, 12, 31)


def test_a_drug_that_is_to_leave_is_not_renewed(curator: Account, today: date) -> None:
    drug = ListingFactory(period=IN_2026).drug
    NationalAgreementFactory(drug=drug, period=IN_2027)
    delisted(drug, curator, today, last_day=date(2026, 12, 31))
    with pytest.raises(RemovedNotRenewed):
        listings.renew(drug=drug, origin=DrugOrigin.NEGOTIATED, document="2号", by=curator, on=today)


def test_a_drug_that_is_not_listed_is_not_renewed(drug: Drug, curator: Account, today: date) -> None:
    with pytest.raises(NotListed):
        listings.renew(drug=drug, origin=DrugOrigin.NEGOTIATED, document="2号", by=curator, on=today)


@pytest.mark.obligation("HN-17.2")
def test_a_removed_drug_is_listed_on_its_last_day_and_not_after(
    drug: Drug, curator: Account, today: date, left: list[DrugLeft]
) -> None:
    opened(drug, curator, today)
    delisted(drug, curator, today, last_day=date(2026, 11, 30))
    assert is_listed(drug, date(2026, 11, 30))
    assert not is_listed(drug, date(2026, 12, 1))
    assert [(each.drug_id, each.last_day) for each in left] == [(drug.pk, date(2026, 11, 30))]


def test_a_removal_after_review_keeps_the_review(drug: Drug, curator: Account, today: date) -> None:
    opened(drug, curator, today)
    review = {"expert_review": "评审3号", "reviewed_on": today, "experts": "张三、李四"}
    cut = delisted(drug, curator, today, cause=DelistingCause.UNFIT, **review)
    assert (cut.delisted_for, cut.expert_review, cut.reviewed_on) == ("unfit", "评审3号", today)
    assert state_of(drug, date(2026, 12, 1)) == "delisted_after_review"


def test_a_removal_drops_a_renewal_that_has_not_begun(curator: Account, today: date) -> None:
    drug = ListingFactory(period=IN_2026).drug
    ListingFactory(drug=drug, period=IN_2027)
    delisted(drug, curator, today)
    assert last_listed_day(drug, today) == today
    assert not is_listed(drug, date(2027, 1, 1))


def test_a_refused_removal_leaves_the_drug_and_tells_nobody(
    drug: Drug, curator: Account, today: date, left: list[DrugLeft]
) -> None:
    opened(drug, curator, today)
    with pytest.raises(ReviewMissing):
        delisted(drug, curator, today, cause=DelistingCause.UNFIT)
    assert is_listed(drug, date(2027, 12, 31))
    assert left == []


def test_a_drug_removed_may_be_listed_again(drug: Drug, curator: Account, today: date) -> None:
    opened(drug, curator, today)
    delisted(drug, curator, today)
    again = listings.open(
        drug=drug, origin=DrugOrigin.NEGOTIATED, first=date(2027, 3, 1), document="3号", by=curator, on=today
    )
    assert again.period == Period(date(2027, 3, 1), date(2027, 12, 31))


@pytest.mark.obligation("HN-10.1")
def test_a_drug_runs_out_the_day_after_its_last_day_and_only_once(left: list[DrugLeft], db: None) -> None:
    drug, over = ListingFactory(period=IN_2026).drug, date(2027, 4, 1)
    assert [listings.expire_listings(on=date(2027, 3, 31)) for _ in range(2)] == [0, 0]
    assert [listings.expire_listings(on=over) for _ in range(2)] == [1, 0]
    assert [(each.drug_id, each.last_day) for each in left] == [(drug.pk, date(2026, 12, 31))]
    assert [state_of(drug, day) for day in (date(2027, 3, 31), over)] == ["lapsed", "expired"]


def test_a_drug_with_a_renewal_does_not_run_out_at_the_seam(left: list[DrugLeft], db: None) -> None:
    drug = ListingFactory(period=IN_2026).drug
    ListingFactory(drug=drug, period=IN_2027)
    assert (listings.lapse_listings(on=date(2027, 1, 1)), listings.expire_listings(on=date(2027, 1, 1))) == (0, 0)
    assert (listings.lapse_listings(on=date(2028, 4, 1)), listings.expire_listings(on=date(2028, 4, 1))) == (0, 1)
    assert [each.last_day for each in left] == [date(2027, 12, 31)]


def test_the_catalogue_of_a_day_holds_what_was_listed_that_day(db: None) -> None:
    past, present = ListingFactory(period=IN_2026).drug, ListingFactory(period=IN_2027).drug
    assert list(listed_on(date(2026, 6, 1))) == [past]
    assert list(listed_on(date(2027, 6, 1))) == [present]


def test_a_drug_is_in_one_class_on_a_day(drug: Drug, curator: Account, today: date) -> None:
    assert class_on(drug, today) == BenefitClass.DUAL_CHANNEL
    opened(drug, curator, today)
    assert class_on(drug, today) == BenefitClass.SEPARATE_PAYMENT
    assert class_on(drug, date(2025, 12, 31)) == BenefitClass.DUAL_CHANNEL
    assert class_on(DrugFactory(terms__sold_in_pharmacies=False), today) is None


def test_a_generic_names_the_negotiated_drug_it_copies(drug: Drug, curator: Account, today: date) -> None:
    generic = DrugFactory(terms__section=NationalSection.REGULAR)
    facts = {"origin": DrugOrigin.GENERIC_OF_NEGOTIATED, "first": today, "last": date(2027, 6, 30), "document": "4号"}
    with pytest.raises(NoNegotiatedReference):
        listings.open(drug=generic, by=curator, on=today, **facts)
    assert listings.open(drug=generic, by=curator, on=today, reference=drug, **facts).reference == drug


ALLOWED = {
    ("unlisted", "open"): "listed",
    ("expired", "open"): "listed",
    ("delisted", "open"): "listed",
    ("delisted_after_review", "open"): "listed",
    ("listed", "renew"): "listed",
    ("listed", "delist"): "delisted",
    ("listed", "delist_after_review"): "delisted_after_review",
    ("listed", "lapse"): "lapsed",
    ("lapsed", "renew"): "listed",
    ("lapsed", "delist"): "delisted",
    ("lapsed", "delist_after_review"): "delisted_after_review",
    ("lapsed", "expire"): "expired",
}


@pytest.mark.parametrize("pair", LISTING.pairs())
def test_every_state_allows_its_own_acts_and_no_other(pair: tuple[str, str]) -> None:
    if pair in ALLOWED:
        assert LISTING.step(*pair).target == ALLOWED[pair]
        return
    with pytest.raises(WrongState):
        LISTING.step(*pair)
