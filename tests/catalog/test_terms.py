"""What the national list says of a drug, and a label of a product, as of a day (HN-3, HN-11)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from catalog.drugs import actions as drugs
from catalog.drugs.errors import ConditionsUnreadable
from catalog.drugs.models import Drug, DrugTerms
from catalog.drugs.queries import described_on, dual_channel_on, terms_on
from catalog.drugs.rules.conditions import (
    Age,
    Diagnosis,
    Patient,
    PatientSex,
    age_on,
    answers_to,
    read_conditions,
    read_lines,
    written_conditions,
)
from catalog.drugs.words import BenefitClass, NationalSection
from catalog.listings.queries import class_on
from catalog.products import actions as products
from catalog.products.models import ProductTerms
from catalog.products.queries import terms_on as product_terms_on
from catalog.products.rules import usual_route
from catalog.products.words import Route
from kit.errors import ConstraintBroken, ReasonMissing
from kit.period import Period
from province.events.models import Event
from province.staff.models import Account
from tests.factories.catalog import DrugFactory, DrugTermsFactory, ProductFactory

DECEMBER, JANUARY = date(2026, 12, 31), date(2027, 1, 1)
REGULAR = {"section": NationalSection.REGULAR, "restricted_scope": "新文字", "document": "2027年目录"}


@pytest.fixture
def moved(curator: Account, today: date) -> Drug:
    """A negotiated drug that the list of 2027 prints in its regular part, with other words."""
    drug = DrugFactory()
    drugs.describe(drug=drug, first=JANUARY, by=curator, on=today, **REGULAR)
    return drug


def test_a_drug_is_of_the_class_that_the_list_of_the_day_gives_it(moved: Drug) -> None:
    assert [class_on(moved, day) for day in (DECEMBER, JANUARY)] == [BenefitClass.DUAL_CHANNEL, None]
    assert [list(dual_channel_on(day)) for day in (DECEMBER, JANUARY)] == [[moved], []]


def test_last_years_wording_stays_for_last_years_days(moved: Drug) -> None:
    wordings = [terms_on(moved, day).restricted_scope for day in (DECEMBER, JANUARY)]  # type: ignore[union-attr]
    assert wordings == ["限成人患者。", "新文字"]


def test_a_list_of_drugs_carries_the_terms_of_its_day(moved: Drug, django_assert_num_queries: Any) -> None:
    nameless = DrugFactory(terms=None)
    with django_assert_num_queries(1):
        rows = {row: row.terms_of_day for row in described_on(JANUARY, Drug.objects.all())}
    assert rows[moved]
    assert rows[moved].section is NationalSection.REGULAR
    assert rows[nameless] is None


def test_what_was_said_before_ends_the_day_before(moved: Drug) -> None:
    assert list(moved.terms.order_by("first_day").values_list("period", flat=True)) == [
        Period(date(2020, 1, 1), DECEMBER),
        Period(JANUARY, None),
    ]


def test_terms_entered_late_end_before_those_that_are_planned(curator: Account, today: date) -> None:
    drug = DrugTermsFactory(period=Period(JANUARY, None)).drug
    terms = drugs.describe(drug=drug, first=today, by=curator, on=today, **REGULAR)
    assert terms.period == Period(today, DECEMBER)


def test_two_terms_from_one_day_are_refused(moved: Drug, curator: Account, today: date) -> None:
    with pytest.raises(ConstraintBroken) as refused:
        drugs.describe(drug=moved, first=JANUARY, by=curator, on=today, **REGULAR)
    assert refused.value.code == "DRUG_TERMS_NO_OVERLAP"


def test_a_correction_says_why_and_the_log_keeps_what_stood_there(curator: Account, today: date) -> None:
    terms = DrugTermsFactory()
    with pytest.raises(ReasonMissing):
        drugs.correct(terms=terms, why=" ", by=curator, on=today, **REGULAR)
    drugs.correct(terms=terms, why="抄写有误", by=curator, on=today, **REGULAR)
    event = Event.objects.get(noun="drug", verb="correct")
    assert [event.data[side]["restricted_scope"] for side in ("before", "after")] == ["限成人患者。", "新文字"]
    assert (event.why, DrugTerms.objects.get().restricted_scope) == ("抄写有误", "新文字")


LABEL = {"route": Route.INJECTION, "label_indication": "新适应症", "document": "说明书 2027"}


def test_a_product_has_the_label_of_the_day(curator: Account, today: date) -> None:
    product = ProductFactory()
    products.describe(product=product, first=JANUARY, indivisible=True, by=curator, on=today, **LABEL)
    before, after = (product_terms_on(product, day) for day in (DECEMBER, JANUARY))
    assert before
    assert (before.label_indication, before.injection) == ("用于成人患者。", False)
    assert after
    assert (after.label_indication, after.injection, after.indivisible) == ("新适应症", True, True)


def test_a_corrected_label_keeps_its_days(curator: Account, today: date) -> None:
    product = ProductFactory()
    products.correct(terms=product.terms.get(), daily_maximum=Decimal("6"), why="补录", by=curator, on=today, **LABEL)
    assert product.terms.get().period == Period(date(2020, 1, 1), None)
    data = Event.objects.get(noun="product", verb="correct").data
    assert (data["before"]["daily_maximum"], data["after"]["daily_maximum"]) == (None, "6")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"trace_prefix": "83"}, "PRODUCT_TERMS_TRACE_PREFIX_DIGITS"),
        ({"daily_maximum": Decimal(0)}, "PRODUCT_TERMS_DAILY_MAXIMUM_POSITIVE"),
        ({"first": date(2020, 1, 1)}, "PRODUCT_TERMS_NO_OVERLAP"),
    ],
)
def test_impossible_terms_of_a_product_are_refused(
    values: dict[str, Any], code: str, curator: Account, today: date
) -> None:
    product = ProductFactory()
    with pytest.raises(ConstraintBroken) as refused:
        products.describe(product=product, by=curator, on=today, **{"first": today, **LABEL, **values})
    assert refused.value.code == code
    assert ProductTerms.objects.get().last_day is None


@pytest.mark.parametrize(
    ("form", "injection", "before", "route"),
    [
        ("片剂", False, None, Route.ORAL),
        ("注射用浓溶液", True, None, Route.INJECTION),
        ("注射剂", True, Route.INFUSION, Route.INFUSION),
        ("吸入用溶液剂", False, Route.ORAL, Route.ORAL),
        ("吸入用溶液剂", False, Route.INJECTION, Route.INHALATION),
        ("植入剂", False, None, Route.OTHER),
    ],
)
def test_a_list_that_tells_no_route_leaves_what_is_known(
    form: str, injection: bool, before: Route | None, route: Route
) -> None:
    assert usual_route(form, injection, before) is route


LUNG = Diagnosis(question="是否为非小细胞肺癌？", prefixes=("C34",))
ADULT = Age(question="是否为成人？", first=18)


@pytest.mark.parametrize(
    ("condition", "answer"),
    [
        (LUNG, True),
        (Diagnosis(question="是否为乳腺癌？", prefixes=("C50",)), False),
        (ADULT, True),
        (Age(question="是否为儿童？", last=17), False),
        (PatientSex(question="是否为女性？", sex="2"), True),
        *[
            (condition, None)
            for condition in read_conditions(
                [
                    {"kind": "test", "question": "是否 ALK 阳性？", "test": "ALK 阳性"},
                    {"kind": "line", "question": "是否二线用药？", "first": 2},
                    {"kind": "combination", "question": "是否联合卡培他滨？", "partner": "卡培他滨"},
                    {"kind": "months_paid", "question": "是否在 24 个月之内？", "most": 24},
                    {"kind": "window", "question": "是否在发病 48 小时内？", "window": "发病 48 小时内"},
                    {"kind": "besides", "question": "是否由中心评估？"},
                ]
            )
        ],
    ],
)
def test_facts_answer_a_condition_as_far_as_they_go(condition: Any, answer: bool | None) -> None:
    assert condition.fits(Patient(age=60, sex="2", diagnosis_code="C34.900")) is answer


@pytest.mark.parametrize(
    "rows",
    [
        [{"kind": "moon", "question": "?"}],
        [{"kind": "age"}],
        [{"kind": "diagnosis", "question": "?", "prefixes": []}],
        [{"kind": "diagnosis", "question": "?", "prefixes": ["肺癌"]}],
        [{"kind": "besides", "question": ""}],
        {"kind": "besides"},
    ],
)
def test_conditions_of_no_known_shape_are_refused(rows: Any) -> None:
    with pytest.raises(ConditionsUnreadable):
        read_conditions(rows)


WRITTEN = """诊断 C34、C50.9：是否为癌？
年龄 18-：是否为成人？
年龄 -17：是否为儿童？
性别 女：是否为女性？
检测 ALK 阳性：报告是否阳性？
治疗线数 2-3：是否二线或三线？
联合用药 卡培他滨：是否联合？
支付月数 12：是否在 12 个月内？
用药时限 发病 48 小时内：是否在 48 小时内？
另须：是否由中心评估？"""


def test_what_an_official_writes_is_read_and_written_alike() -> None:
    assert written_conditions(read_lines(WRITTEN)) == WRITTEN
    assert [type(each).label for each in read_lines(WRITTEN)][:3] == ["诊断", "年龄", "年龄"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("年龄 18-：是否为成人？\n心情 好：是否？", "第 2 行“心情”"),
        ("年龄 成人：是否？", "第 1 行“年龄”"),
        ("年龄 18-", "第 1 行“年龄”"),
        ("诊断 肺癌：是否？", "第 1 行“诊断”"),
        ("支付月数 １２：是否？", "第 1 行“支付月数”"),
        ("另须 什么：是否？", "第 1 行“另须”"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text: str, line: str) -> None:
    with pytest.raises(ConditionsUnreadable) as refused:
        read_lines(text)
    assert line in refused.value.message


def test_what_the_facts_speak_against_stands_first_and_what_they_answer_last() -> None:
    conditions = read_lines("年龄 18-：成人？\n检测 ALK：阳性？\n诊断 C50：乳腺癌？")
    answers = answers_to(conditions, Patient(age=60, sex="女", diagnosis_code="C34.900"))
    assert [answer.words for answer in answers] == [
        "乳腺癌？所填诊断编码 C34.900，条件为 C50，请核对。",
        "阳性？",
        "成人？患者 60 岁，符合。",
    ]


@pytest.mark.parametrize(
    ("born_on", "age"), [(date(2008, 11, 23), 18), (date(2008, 11, 24), 17), (date(2004, 2, 29), 22)]
)
def test_an_age_is_counted_in_whole_years(born_on: date, age: int) -> None:
    assert age_on(born_on, date(2026, 11, 23)) == age


def test_conditions_come_back_as_they_were_entered(curator: Account, today: date) -> None:
    conditions: Sequence[Any] = (LUNG, ADULT)
    drug = DrugFactory()
    drugs.describe(drug=drug, first=today, conditions=conditions, by=curator, on=today, **REGULAR)
    assert read_conditions(terms_on(drug, today).conditions) == conditions  # type: ignore[union-attr]
