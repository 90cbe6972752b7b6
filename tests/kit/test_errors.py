"""Errors: one family, and a broken constraint explained by its own sentence."""

from collections import Counter
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from kit.action import explain
from kit.errors import Busy, ConstraintBroken, DomainError, RuleRefused, every_kind
from province.areas.models import Agency, Area
from province.areas.words import AgencyKind, AreaLevel
from province.calendar.models import CalendarDay, CalendarYear
from province.staff.models import Account


def broken(row: Model) -> ConstraintBroken:
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        row.save(force_insert=True)
    return explain(raised.value)


def test_a_class_states_its_code_and_sentence_and_the_raiser_the_facts() -> None:
    class TooLong(RuleRefused):
        code = "TOO_LONG"
        message = "处方 {days} 天，超过上限。"

    refused = TooLong(days=31)
    assert (refused.code, refused.message, refused.status) == ("TOO_LONG", "处方 31 天，超过上限。", 422)


def test_a_rule_of_a_family_may_give_its_own_code_sentence_and_demand() -> None:
    refused = RuleRefused("含 {braces} 的句子", code="OWN", demand="OTHER")
    assert (refused.code, refused.message, refused.demand) == ("OWN", "含 {braces} 的句子", "OTHER")


def test_every_code_of_a_class_is_its_own_and_every_sentence_is_calm() -> None:
    kinds = list(every_kind())
    ours = [kind for kind in kinds if not kind.__module__.startswith("tests.") and "code" in vars(kind)]
    codes = Counter(kind.code for kind in ours)
    assert [code for code, classes in codes.items() if classes > 1] == []
    assert len(codes) > 100
    assert not any("!" in kind.message or "！" in kind.message for kind in kinds)


def test_what_did_not_answer_in_time_may_be_tried_again() -> None:
    assert (Busy().status, Busy().retry_after) == (503, 1)


@pytest.mark.django_db
def test_a_broken_constraint_is_explained_by_its_name_and_sentence() -> None:
    refused = broken(Area(code="43x000", name="湖南省", level=AreaLevel.PROVINCE))
    assert refused.code == "AREA_CODE_SIX_DIGITS"
    assert refused.message == "区划代码应为六位数字。"
    assert refused.status == 422


@pytest.mark.django_db
def test_a_second_row_where_one_may_be_is_explained_too() -> None:
    area = Area.objects.create(code="430000", name="湖南省", level=AreaLevel.PROVINCE)
    Agency.objects.create(name="甲", kind=AgencyKind.AGENCY, area=area)
    assert broken(Agency(name="乙", kind=AgencyKind.AGENCY, area=area)).code == "AGENCY_ONE_OF_A_KIND_PER_AREA"


@pytest.mark.django_db
def test_a_day_far_from_its_year_and_a_year_without_source_are_refused() -> None:
    year = CalendarYear.objects.create(year=2026, source="通知")
    day = CalendarDay(day=date(2024, 12, 31), year=year, working=False, name="元旦")
    assert broken(day).code == "CALENDAR_DAY_NEAR_ITS_YEAR"
    assert broken(CalendarYear(year=2027, source="")).code == "CALENDAR_YEAR_HAS_SOURCE"


@pytest.mark.django_db
def test_what_breaks_no_named_constraint_is_our_fault_and_raised_as_it_came() -> None:
    with pytest.raises(IntegrityError) as raised, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO province_area (code, name) VALUES ('430000', 'x')")
    with pytest.raises(IntegrityError):
        explain(raised.value)


@pytest.mark.django_db
def test_no_personal_value_of_the_row_is_in_the_explanation() -> None:
    refused = broken(Account(username="secret-name", name="n", role="nobody"))
    assert "secret-name" not in f"{refused}{refused.message}"


def test_the_root_of_the_family_is_never_mistaken_for_a_named_refusal() -> None:
    assert DomainError().code == "REFUSED"
