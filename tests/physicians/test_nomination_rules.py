"""Who may be a responsible physician (HN-20, JS-5)."""

from dataclasses import replace
from datetime import date

import pytest

from acts.citations import article_of
from acts.loader import load_policy
from acts.rules import judge
from physicians.responsible.errors import PhysicianUnfit
from physicians.responsible.rules import NOMINEE_RULES, Nominee, refuse_unfit
from physicians.responsible.words import Title

DAY = date(2026, 11, 23)
FIT = Nominee(
    day=DAY,
    title=Title.ASSOCIATE_CHIEF,
    specialty="肿瘤科",
    specialties_of={"oncology": frozenset({"肿瘤科"})},
    insurance_physician=True,
    front_line=True,
    hospital_area="430102",
    hospital_designated=True,
)


def codes(nominee: Nominee, province: str) -> list[str]:
    return [verdict.code for verdict in judge(NOMINEE_RULES, nominee, load_policy(province)) if verdict.failed]


OF_EACH_ACT = [
    pytest.param("hunan", marks=pytest.mark.obligation("HN-20.2")),
    pytest.param("jiangsu", marks=pytest.mark.obligation("JS-5.9")),
]


@pytest.mark.parametrize("province", OF_EACH_ACT)
def test_an_associate_chief_of_the_related_specialty_is_fit(province: str) -> None:
    refuse_unfit(FIT, load_policy(province))
    refuse_unfit(replace(FIT, title=Title.CHIEF), load_policy(province))


@pytest.mark.parametrize("province", OF_EACH_ACT)
def test_an_attending_physician_is_not_fit(province: str) -> None:
    assert codes(replace(FIT, title=Title.ATTENDING), province) == ["TITLE_TOO_LOW"]


@pytest.mark.obligation("HN-20.2")
def test_an_attending_physician_is_fit_where_the_area_relaxed_it() -> None:
    assert codes(replace(FIT, title=Title.ATTENDING, hospital_area="433101"), "hunan") == []


@pytest.mark.parametrize("province", OF_EACH_ACT)
def test_the_specialty_must_belong_to_every_field(province: str) -> None:
    two = {"oncology": frozenset({"肿瘤科"}), "rare": frozenset({"神经内科"})}
    assert codes(replace(FIT, specialties_of=two), province) == ["SPECIALTY_UNRELATED"]
    assert codes(replace(FIT, specialties_of={}), province) == ["SPECIALTY_UNRELATED"]


@pytest.mark.obligation("JS-5.9")
def test_only_jiangsu_asks_for_insurance_physicians_at_the_front_line() -> None:
    elsewhere = replace(FIT, insurance_physician=False, front_line=False)
    assert codes(elsewhere, "jiangsu") == ["NOT_INSURANCE_PHYSICIAN", "NOT_FRONT_LINE"]
    assert codes(elsewhere, "hunan") == []


def test_a_hospital_without_an_agreement_names_nobody() -> None:
    assert codes(replace(FIT, hospital_designated=False), "hunan") == ["HOSPITAL_NOT_DESIGNATED"]


def test_a_refusal_cites_the_act_of_its_province() -> None:
    jiangsu = load_policy("jiangsu")
    with pytest.raises(PhysicianUnfit) as refused:
        refuse_unfit(replace(FIT, title=Title.ATTENDING), jiangsu)
    assert article_of(jiangsu, refused.value) == "JS-5"
