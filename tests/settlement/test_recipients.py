"""Recipients of assistance have limits of their own where the area says so, and some no ceiling at all."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from eligibility.people.models import Enrolment
from eligibility.people.words import AssistanceCategory, InsuranceType
from settlement.annual_accounts.queries import standing
from settlement.claims.models import LedgerEntry
from settlement.figures.models import AnnualLimit, AreaRate
from settlement.figures.words import LimitKind, RateKind
from tests.factories.settlement import AssistanceRuleFactory, LimitFactory, RecognitionFactory
from tests.settlement.scene import DAY, Scene, jiangsu, set_city_rate
from tests.settlement.test_benefits_paid import paid, refused
from tests.support.law import changed_act

pytestmark = pytest.mark.django_db
SUBSISTENCE, ORPHAN = AssistanceCategory.SUBSISTENCE, AssistanceCategory.ORPHAN
NO_ASSISTANCE = {"rate": 0, "annual_limit": 0}


def recipient(category: AssistanceCategory = SUBSISTENCE) -> Scene:
    """A resident of a category, in whose area assistance itself pays nothing."""
    scene = Scene()
    Enrolment.objects.update(insurance_type=InsuranceType.RESIDENT)
    AnnualLimit.objects.update(insurance_type=InsuranceType.RESIDENT)
    RecognitionFactory(person=scene.person, category=category)
    AssistanceRuleFactory(category=category, **NO_ASSISTANCE)
    return scene


def limit(kind: LimitKind, amount: str, **more: Any) -> AnnualLimit:
    facts = {"insurance_type": InsuranceType.RESIDENT, "category": SUBSISTENCE, **more}
    return LimitFactory(kind=kind, amount=Decimal(amount), **facts)


@pytest.mark.parametrize(("category", "pooled"), [(SUBSISTENCE, "100.00"), (ORPHAN, "204.00")])
def test_a_limit_of_a_category_counts_before_the_general_one_and_for_nobody_else(
    category: AssistanceCategory, pooled: str
) -> None:
    scene = recipient(category)
    limit(LimitKind.POOLED, "100")
    assert paid(scene.settle())[0] == pooled


def without_ceiling() -> Scene:
    scene = recipient()
    AnnualLimit.objects.filter(kind=LimitKind.POOLED).update(amount=50)
    AnnualLimit.objects.filter(kind=LimitKind.SERIOUS_ILLNESS).update(amount=20)
    limit(LimitKind.SERIOUS_ILLNESS, "0", no_ceiling=True)
    return scene


def test_serious_illness_goes_on_for_who_has_no_ceiling_and_the_line_says_so() -> None:
    scene = without_ceiling()
    assert paid(scene.settle()) == ("50.00", "154.00", "0.00", "136.00")
    sentence = LedgerEntry.objects.get(fund="serious_illness").sentence
    assert "不设封顶线，仍受年度最高支付限额约束" in sentence
    assert [each.name for each in standing(scene.account, DAY)] == [
        LimitKind.POOLED.label,
        LimitKind.OVERALL.label,
    ]


@pytest.mark.parametrize(("value", "serious"), [("true", "50.00"), ("false", "154.00")])
def test_whether_the_overall_maximum_binds_who_has_no_ceiling_is_the_acts_to_say(
    value: str, serious: str, settings: Any, tmp_path: Path
) -> None:
    key = "paying.overall_binds_without_ceiling"
    settings.PROVINCE = changed_act(tmp_path, "hunan", (key, "value = true", f"value = {value}"))
    scene = without_ceiling()
    AnnualLimit.objects.filter(kind=LimitKind.OVERALL).update(amount=100)
    assert paid(scene.settle())[1] == serious


@pytest.mark.parametrize(
    "other",
    [
        {"insurance_type": InsuranceType.EMPLOYEE},
        {"category": ""},
        {"kind": LimitKind.POOLED},
        {"amount": "1"},
    ],
    ids=str,
)
def test_only_residents_who_are_recipients_have_no_ceiling(other: dict[str, Any]) -> None:
    row = {"kind": LimitKind.SERIOUS_ILLNESS, "amount": "0", "no_ceiling": True, **other}
    with pytest.raises(IntegrityError, match="limit_without_ceiling"), transaction.atomic():
        limit(**row)


CITY = {
    "nothing is said of a deductible": ({"deductible": None}, "CITY_TERMS_MISSING"),
    "nothing is said of segments": ({"segmented": None}, "CITY_TERMS_MISSING"),
    "there is a deductible": ({"deductible": 300}, "POLICY_NOT_CALCULABLE"),
    "there are segments": ({"segmented": True}, "POLICY_NOT_CALCULABLE"),
}


@pytest.mark.parametrize("kind", [RateKind.SEPARATE, RateKind.ORDINARY_OUTPATIENT])
@pytest.mark.parametrize("case", CITY)
def test_a_city_whose_deductible_or_segments_are_not_known_to_be_none_is_refused(
    case: str, kind: RateKind, settings: Any
) -> None:
    scene, (terms, code) = jiangsu(settings), CITY[case]
    for each in (RateKind.SEPARATE, RateKind.ORDINARY_OUTPATIENT):
        set_city_rate(each, "0.70")
    AreaRate.objects.filter(kind=kind).update(**terms)
    assert refused(scene.settle()) == code


def test_a_city_that_says_that_there_are_none_is_paid(settings: Any) -> None:
    scene = jiangsu(settings)
    for kind in (RateKind.SEPARATE, RateKind.ORDINARY_OUTPATIENT):
        set_city_rate(kind, "0.70")
    assert paid(scene.settle())[0] == "238.00"
    assert "不设起付线，不分段" in LedgerEntry.objects.get(fund="pooled_fund").sentence
