"""Fields: an inclusive period over a half-open range, and text that only the application reads."""

from datetime import date

import pytest
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from eligibility.people.models import BenefitHold, InsuredPerson
from eligibility.people.words import Sex
from kit.action import explain
from kit.fields import PeriodField, lookup_hash, no_overlap, to_period, to_range
from kit.period import Period
from kit.protection import ProtectionError, Secret

pytestmark = pytest.mark.django_db
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
OPEN = Period(date(2026, 1, 1), None)
NUMBER = "11010519491231002X"


@pytest.fixture
def person() -> InsuredPerson:
    return InsuredPerson.objects.create(
        psn_no="P1",
        name="王芳",
        pinyin="wangfang",
        sex=Sex.FEMALE,
        born_on=date(1949, 12, 31),
        identity=NUMBER,
        identity_hash=lookup_hash(NUMBER),
    )


def hold(person: InsuredPerson, period: Period) -> BenefitHold:
    return BenefitHold.objects.create(person=person, cause="欠费", period=period)


def raw(statement: str) -> tuple[object, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        row: tuple[object, ...] = cursor.fetchone()
        return row


@pytest.mark.parametrize("period", [YEAR, OPEN, Period(date(2028, 2, 29), date(2028, 2, 29))])
def test_a_period_is_stored_half_open_and_read_inclusive(person: InsuredPerson, period: Period) -> None:
    kept = BenefitHold.objects.get(pk=hold(person, period).pk)
    assert kept.period == period == to_period(to_range(period))
    assert (kept.first_day, kept.last_day) == (period.first, period.last)


def test_the_column_itself_ends_on_the_day_after(person: InsuredPerson) -> None:
    hold(person, YEAR)
    assert raw("SELECT period::text, last_day::text FROM eligibility_benefithold") == (
        "[2026-01-01,2027-01-01)",
        "2026-12-31",
    )


@pytest.mark.parametrize(
    ("day", "found"),
    [(date(2025, 12, 31), 0), (date(2026, 1, 1), 1), (date(2026, 12, 31), 1), (date(2027, 1, 1), 0)],
)
def test_both_edges_are_found_and_their_neighbours_are_not(person: InsuredPerson, day: date, found: int) -> None:
    row = hold(person, YEAR)
    assert BenefitHold.objects.filter(period__contains=day).count() == found
    assert row.holds_on(day) == bool(found)


def test_a_period_is_a_value_to_compare_with(person: InsuredPerson) -> None:
    hold(person, YEAR)
    assert BenefitHold.objects.filter(period=YEAR, period__contained_by=OPEN).exists()
    assert BenefitHold.objects.filter(period__overlap=Period(date(2026, 12, 31), None)).exists()
    assert not BenefitHold.objects.filter(period__overlap=Period(date(2027, 1, 1), None)).exists()


def test_an_overlap_is_refused_by_name_and_the_day_after_is_not(person: InsuredPerson) -> None:
    hold(person, YEAR)
    hold(person, Period(date(2027, 1, 1), None))
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        hold(person, Period(date(2026, 12, 31), date(2026, 12, 31)))
    assert explain(raised.value).code == "BENEFIT_HOLD_NO_OVERLAP"


@pytest.mark.parametrize("stored", ["empty", "[,2026-01-01)"])
def test_the_column_takes_no_period_without_days_or_without_a_beginning(person: InsuredPerson, stored: str) -> None:
    hold(person, YEAR)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE eligibility_benefithold SET period = %s::daterange", [stored])


def test_an_overlap_may_be_forbidden_for_some_rows_only() -> None:
    constraint = no_overlap("x", "period", "drug", message="重叠。", condition=Q(ended=None))
    assert constraint.condition == Q(ended=None)
    assert constraint.violation_error_message == "重叠。"


def test_a_period_field_is_two_days_in_a_form() -> None:
    field = PeriodField("期间").formfield()
    assert field.clean(["2026-01-01", "2026-12-31"]) == YEAR
    assert field.clean(["2026-01-01", ""]) == OPEN


def test_a_period_survives_a_text_copy(person: InsuredPerson) -> None:
    row = hold(person, OPEN)
    field = BenefitHold._meta.get_field("period")
    assert field.to_python(field.value_to_string(row)) == OPEN


def test_a_protected_value_is_masked_from_its_first_moment_and_after_it_was_stored(person: InsuredPerson) -> None:
    for each in (person, InsuredPerson.objects.get(pk="P1")):
        assert isinstance(each.identity, Secret)
        assert str(each.identity) == "1101**********002X"
        assert each.identity.reveal() == NUMBER


def test_the_database_has_only_ciphertext_that_begins_with_its_key(person: InsuredPerson) -> None:
    stored, phone = raw("SELECT identity, phone FROM eligibility_insuredperson")
    assert str(stored).startswith("1:")
    assert NUMBER not in str(stored)
    assert phone == ""


def test_a_protected_value_is_found_by_its_whole_value_only(person: InsuredPerson) -> None:
    assert InsuredPerson.objects.get(identity_hash=lookup_hash(NUMBER)) == person
    for lookup in ("identity", "identity__startswith", "identity__contains", "identity__in"):
        with pytest.raises(FieldError):
            list(InsuredPerson.objects.filter(**{lookup: NUMBER}))
    assert InsuredPerson.objects.filter(identity__isnull=False).exists()


def test_a_value_copied_from_another_column_is_not_read(person: InsuredPerson) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE eligibility_insuredperson SET phone = identity")
    with pytest.raises(ProtectionError):
        InsuredPerson.objects.get(pk="P1")


def test_saving_again_keeps_the_value(person: InsuredPerson) -> None:
    again = InsuredPerson.objects.get(pk="P1")
    again.save()
    again.refresh_from_db()
    assert again.identity.reveal() == NUMBER
