"""What the core system tells late, wrongly or twice: a death, an identity number, an enrolment, a whole delivery."""

from datetime import date, timedelta
from typing import Any

import pytest

from catalog.listings import actions as listings
from catalog.listings.words import DelistingCause
from eligibility.entitlements import actions as entitlements
from eligibility.entitlements.models import Entitlement
from eligibility.entitlements.queries.entitlements import valid_on
from eligibility.entitlements.words import EndCause
from eligibility.people import actions as persons
from eligibility.people.errors import DeathAhead, RowsRefused
from eligibility.people.models import InsuredPerson
from eligibility.people.queries.persons import found_exactly
from eligibility.people.words import AssistanceCategory, InsuranceType
from kit.period import Period
from province.areas.models import Area
from province.events.models import Event
from tests.factories.eligibility import EntitlementFactory, PersonFactory, identity_number
from tests.factories.province import AreaFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)
WRONG, RIGHT, BETWEEN = date(2026, 11, 20), date(2026, 11, 24), date(2026, 11, 22)
LAST = date(2027, 12, 31)
FIRST = date(2026, 11, 1)


@pytest.fixture
def entitlement() -> Entitlement:
    return EntitlementFactory(period=Period(FIRST, LAST))


def bury(entitlement: Entitlement, died_on: date | None) -> None:
    persons.report_death(person=entitlement.person, died_on=died_on, by=None, on=TODAY)


def end(entitlement: Entitlement, last_day: date, on: date = TODAY) -> None:
    entitlements.end(entitlement=entitlement, cause=EndCause.CANCELLED, last_day=last_day, by=None, on=on)


def end_of(entitlement: Entitlement) -> tuple[date | None, str, date | None]:
    entitlement.refresh_from_db()
    return entitlement.ended_on, entitlement.end_cause, entitlement.period.last


DAYS = {
    "a later day": ([WRONG, RIGHT], (RIGHT, "deceased", RIGHT)),
    "an earlier day": ([RIGHT, WRONG], (WRONG, "deceased", WRONG)),
    "twice": ([WRONG, WRONG], (WRONG, "deceased", WRONG)),
    "alive after all": ([WRONG, None], (None, "", LAST)),
    "alive, then dead": ([WRONG, None, RIGHT], (RIGHT, "deceased", RIGHT)),
    "back and forth": ([WRONG, RIGHT, WRONG, RIGHT], (RIGHT, "deceased", RIGHT)),
    "before it began, then not": ([date(2026, 10, 1), None], (None, "", LAST)),
}


@pytest.mark.parametrize(("told", "end"), DAYS.values(), ids=DAYS)
def test_the_day_of_death_that_was_told_last_counts(
    entitlement: Entitlement, told: list[date | None], end: tuple[date | None, str, date | None]
) -> None:
    for day in told:
        bury(entitlement, day)
    assert end_of(entitlement) == end


def test_a_correction_gives_back_what_the_wrong_day_took_and_no_more(entitlement: Entitlement) -> None:
    end(entitlement, RIGHT + timedelta(days=7))
    bury(entitlement, WRONG)
    bury(entitlement, None)
    assert end_of(entitlement) == (date(2026, 12, 1), "cancelled", date(2026, 12, 1))


def test_what_has_run_out_comes_back_as_run_out() -> None:
    over = EntitlementFactory(period=Period(FIRST, BETWEEN))
    entitlements.expire(on=TODAY)
    bury(over, WRONG)
    bury(over, None)
    assert end_of(over) == (BETWEEN, "expired", BETWEEN)


def test_what_was_ended_even_earlier_since_stays_ended(entitlement: Entitlement) -> None:
    bury(entitlement, RIGHT)
    end(entitlement, WRONG, on=WRONG)
    bury(entitlement, None)
    assert end_of(entitlement) == (WRONG, "cancelled", WRONG)


def test_a_correction_revives_nothing_past_a_drug_that_left_meanwhile(entitlement: Entitlement) -> None:
    bury(entitlement, WRONG)
    listings.delist(
        drug=entitlement.drug, cause=DelistingCause.NEGATIVE_LIST, last_day=TODAY, document="文件", by=None, on=TODAY
    )
    bury(entitlement, None)
    assert end_of(entitlement) == (TODAY, "drug_left", TODAY)


def test_each_word_of_a_death_is_on_record_once(entitlement: Entitlement) -> None:
    for day in (WRONG, WRONG, RIGHT, None):
        bury(entitlement, day)
    told = Event.objects.filter(noun="person").order_by("id").values_list("verb", "before", "after")
    assert list(told) == [
        ("die", "", "2026-11-20"),
        ("correct_death", "2026-11-20", "2026-11-24"),
        ("correct_death", "2026-11-24", "在世"),
    ]
    assert valid_on(TODAY).filter(pk=entitlement.pk).exists()


def test_nobody_dies_tomorrow(entitlement: Entitlement) -> None:
    with pytest.raises(DeathAhead, match="2026-11-26"):
        bury(entitlement, TODAY + timedelta(days=1))


def row(n: int, **given: Any) -> persons.PersonRow:
    usual: dict[str, Any] = {
        "psn_no": f"9{n}", "name": "甲", "identity": identity_number(n), "area": AreaFactory(code="430102").pk,
        "insurance_type": InsuranceType.RESIDENT, "insured_since": date(2026, 1, 1),
    }  # fmt: skip
    return persons.PersonRow(**{**usual, **given})


def take_over(*rows: persons.PersonRow) -> int:
    return persons.take_over(rows=rows, by=None, on=TODAY)


def test_a_corrected_identity_number_takes_everything_along() -> None:
    take_over(row(1))
    take_over(row(1, identity="430102199003070012"))
    person = InsuredPerson.objects.get(pk="91")
    assert (person.identity.reveal(), person.sex, person.born_on) == ("430102199003070012", "1", date(1990, 3, 7))
    assert (found_exactly("430102199003070012"), found_exactly(identity_number(1))) == (person, None)
    (told,) = Event.objects.filter(noun="person", verb="correct_identity")
    assert "19581121" not in f"{told.before} {told.after}"
    assert told.before != told.after


def test_two_whose_numbers_were_exchanged_get_their_own() -> None:
    take_over(row(1), row(2))
    take_over(row(1, identity=identity_number(2)), row(2, identity=identity_number(1)))
    assert found_exactly(identity_number(1)).pk == "92"
    assert found_exactly(identity_number(2)).pk == "91"


def test_the_same_delivery_twice_changes_nothing_the_second_time() -> None:
    for _ in range(2):
        take_over(row(1, assistance=AssistanceCategory.SUBSISTENCE), row(2))
    events = Event.objects.filter(noun="insured_register").order_by("id").values_list("data", flat=True)
    assert list(events) == [{"rows": 2, "new": 2, "corrected": 0}, {"rows": 2, "new": 0, "corrected": 0}]


FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "the same person": ({"psn_no": "91"}, "PERSON_TWICE"),
    "the same number": ({"identity": identity_number(1)}, "IDENTITY_TWICE"),
    "another's number": ({"identity": identity_number(400)}, "IDENTITY_TAKEN"),
    "no number": ({"identity": "43010219900307001A"}, "IDENTITY_CHARACTERS"),
    "no area": ({"area": "990102"}, "AREA_UNKNOWN"),
    "a name too long": ({"name": "甲" * 61}, "VALUE_REFUSED"),
    "an insurance not covered": ({"insurance_type": InsuranceType.VETERAN_CADRE}, "ENROLMENT_TYPE_NOT_COVERED"),
}


@pytest.mark.parametrize(("given", "code"), FAULTS.values(), ids=FAULTS)
def test_a_row_at_fault_is_named_and_nothing_is_taken(given: dict[str, Any], code: str) -> None:
    PersonFactory(psn_no="7", identity=identity_number(400))
    with pytest.raises(RowsRefused, match="第 2 行") as refused:
        take_over(row(1), row(2, **given), row(3))
    assert [(fault.row, fault.code) for fault in refused.value.fields] == [(1, code)]
    assert InsuredPerson.objects.count() == 1


def test_all_rows_at_fault_are_named_at_once() -> None:
    with pytest.raises(RowsRefused, match="4 处有误") as refused:
        take_over(row(1, identity="1"), row(2, area=""), row(3), row(3))
    assert [fault.row for fault in refused.value.fields] == [0, 1, 3, 3]


def enrol(person: InsuredPerson, first: date, insurance: InsuranceType = InsuranceType.RESIDENT) -> None:
    area = Area.objects.get(pk="430102")
    persons.enrol(person=person, insurance_type=insurance, area=area, first=first, by=None, on=TODAY)


def test_an_enrolment_told_twice_is_one_and_a_corrected_one_takes_its_place() -> None:
    person = PersonFactory()
    for insurance in (InsuranceType.RESIDENT, InsuranceType.RESIDENT, InsuranceType.EMPLOYEE):
        enrol(person, FIRST, insurance)
    enrol(person, WRONG, InsuranceType.RESIDENT)
    enrol(person, FIRST, InsuranceType.RESIDENT)
    assert [(str(each.period), each.insurance_type) for each in person.enrolments.order_by("first_day")] == [
        ("2020-01-01 至 2026-10-31", "310"),
        ("2026-11-01 起", "390"),
    ]


def test_a_hold_told_twice_is_one_and_an_open_one_gets_its_end() -> None:
    person = PersonFactory()
    for last in (None, None, RIGHT):
        persons.hold(person=person, period=Period(WRONG, last), cause="欠费", by=None, on=TODAY)
    assert [str(each.period) for each in person.holds.all()] == ["2026-11-20 至 2026-11-24"]
    assert Event.objects.filter(verb="hold").count() == 2
