"""Each demand on an application, broken once by itself."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from acts.policy import Policy
from acts.rules import Outcome, Refused, judge, obey
from eligibility.applications.rules.facts import ApplicationFacts, OpinionFacts
from eligibility.applications.rules.stages import DECISION, FILING, SIGNING
from eligibility.applications.words import ApplicationKind, MaterialKind
from eligibility.entitlements.words import EndCause
from eligibility.people.rules.facts import DrugFacts, EnrolmentFacts, InsuredFacts
from kit.period import Period
from tests.eligibility.rules.conftest import DAY, DUAL, ENTITLEMENT, PHYSICIAN, PRODUCT, YEARS
from tests.support.obligations import proving

ELSEWHERE = InsuredFacts((EnrolmentFacts(Period(date(2020, 1, 1), None), "310", "440100"),))
OTHER_TYPE = InsuredFacts((EnrolmentFacts(Period(date(2020, 1, 1), None), "399", "430102"),))
HELD = InsuredFacts((EnrolmentFacts(Period(date(2020, 1, 1), None), "310", "430102"),), holds=(Period(DAY, None),))
DEAD = InsuredFacts((EnrolmentFacts(Period(date(2020, 1, 1), None), "310", "430102"),), died_on=date(2026, 11, 22))
LAPSED = (Period(date(2026, 1, 1), date(2026, 11, 22)),)
LEFT = DrugFacts(1, "甲药", "oncology", listed=LAPSED)
AGAINST = OpinionFacts("谭专家", False, True, False)

BROKEN: list[tuple[str, dict[str, Any]]] = [
    ("NOT_INSURED_HERE", {"insured": ELSEWHERE}),
    ("NOT_INSURED_HERE", {"insured": OTHER_TYPE}),
    ("NOT_INSURED_HERE", {"insured": InsuredFacts()}),
    ("BENEFITS_NOT_ACTIVE", {"insured": HELD}),
    ("BENEFITS_NOT_ACTIVE", {"insured": DEAD}),
    ("DRUG_NOT_LISTED", {"drug": LEFT}),
    ("DRUG_NOT_LISTED", {"drug": DrugFacts(1, "甲药", "oncology", terms=DUAL)}),
    ("PRODUCT_OF_ANOTHER_DRUG", {"product": replace(PRODUCT, drug=2)}),
    ("PHYSICIAN_NOT_PUBLISHED", {"physician": replace(PHYSICIAN, published=())}),
    ("FIELD_DIFFERS", {"physician": replace(PHYSICIAN, fields=frozenset({"rheumatology"}))}),
    ("APPLICATION_DATE_AFTER_SIGNATURE", {"application_date": date(2026, 11, 21)}),
    ("APPLICATION_DATE_BEFORE_PUBLICATION", {"application_date": date(2026, 1, 4)}),
    ("CHOSEN_INSTITUTIONS_COUNT", {"pharmacy": None}),
    ("ENTITLEMENT_EXISTS", {"existing": (ENTITLEMENT,)}),
    ("MATERIALS_INCOMPLETE", {"materials": frozenset({MaterialKind.IDENTITY})}),
    ("EXPERT_NOT_SIGNED", {"opinion": None}),
    ("OUTSIDE_SCOPE", {"scope": False}),
    ("OUTSIDE_LABEL", {"label": False}),
    ("OUTSIDE_LABEL", {"meets_label": False}),
    ("OWN_CASE", {"decider": 3}),
]

NAMED = {f"{code}-{number}": (code, changed) for number, (code, changed) in enumerate(BROKEN)}
PROVES = {
    "NOT_INSURED_HERE-0": "HN-5.1",
    "NOT_INSURED_HERE-1": "HN-5.1",
    "DRUG_NOT_LISTED-5": "HN-19.2",
    "PHYSICIAN_NOT_PUBLISHED-8": "HN-19.3 HN-20.4",
    "FIELD_DIFFERS-9": "HN-22.3",
    "APPLICATION_DATE_AFTER_SIGNATURE-10": "HN-A.3",
    "APPLICATION_DATE_BEFORE_PUBLICATION-11": "HN-A.3",
    "ENTITLEMENT_EXISTS-13": "HN-23.6",
    "MATERIALS_INCOMPLETE-14": "HN-23.3 HN-A.7",
    "OUTSIDE_SCOPE-16": "HN-11.2",
    "OUTSIDE_LABEL-17": "HN-11.2",
}


def failed(facts: ApplicationFacts, policy: Policy) -> set[str]:
    return {verdict.code for verdict in judge(DECISION, facts, policy) if verdict.failed}


def test_a_good_case_obeys_every_rule_of_the_decision(good: ApplicationFacts, hunan: Policy) -> None:
    assert all(verdict.outcome is Outcome.PASSED for verdict in obey(DECISION, good, hunan))


@pytest.mark.parametrize(("code", "changed"), proving(NAMED, PROVES))
def test_breaking_one_demand_is_refused_by_its_rule(
    good: ApplicationFacts, hunan: Policy, code: str, changed: dict[str, Any]
) -> None:
    assert code in failed(replace(good, **changed), hunan)


@pytest.mark.parametrize("chosen", ["hospital", "pharmacy"])
def test_an_institution_without_agreement_or_under_suspension_cannot_be_chosen(
    good: ApplicationFacts, hunan: Policy, chosen: str
) -> None:
    code = f"{chosen.upper()}_NOT_DESIGNATED"
    there = getattr(good, chosen)
    assert failed(replace(good, **{chosen: replace(there, designated=LAPSED)}), hunan) == {code}
    assert failed(replace(good, **{chosen: replace(there, suspended=YEARS)}), hunan) == {code}


@pytest.mark.obligation("HN-11.2")
def test_label_and_scope_are_two_verdicts_that_only_a_person_gives(good: ApplicationFacts, hunan: Policy) -> None:
    verdicts = judge(DECISION, replace(good, label=None, scope=None), hunan)
    waiting = [v.code for v in verdicts if v.outcome is Outcome.HUMAN]
    assert waiting == ["OUTSIDE_LABEL", "OUTSIDE_SCOPE"]


def test_an_expert_against_it_fails_the_condition_and_the_signature(good: ApplicationFacts, hunan: Policy) -> None:
    assert failed(replace(good, opinion=AGAINST), hunan) == {"OUTSIDE_SCOPE", "EXPERT_NOT_SIGNED"}


@pytest.mark.parametrize(
    ("gap", "outcome"), [(30, Outcome.PASSED), pytest.param(31, Outcome.HUMAN, marks=pytest.mark.obligation("HN-A.3"))]
)
def test_a_long_gap_to_receipt_asks_a_person(good: ApplicationFacts, hunan: Policy, gap: int, outcome: Outcome) -> None:
    facts = replace(good, received_on=good.application_date + timedelta(days=gap))
    verdict = next(v for v in judge(DECISION, facts, hunan) if v.code == "LONG_GAP_TO_SUBMISSION")
    assert verdict.outcome is outcome


def test_a_renewal_needs_no_expert_and_only_its_own_old_entitlement(good: ApplicationFacts, hunan: Policy) -> None:
    ending = replace(ENTITLEMENT, period=Period(date(2026, 1, 10), date(2026, 12, 31)))
    facts = replace(good, kind=ApplicationKind.RENEWAL, opinion=None, old=ending, existing=(ending,))
    assert failed(facts, hunan) == set()
    early = replace(ending, period=Period(date(2026, 1, 10), date(2027, 12, 31)))
    assert failed(replace(facts, old=early), hunan) == {"RENEWAL_NOT_DUE"}
    assert failed(replace(facts, old=replace(ending, drug=2)), hunan) == {"RENEWAL_NOT_DUE"}


@pytest.mark.parametrize(
    ("days_after", "codes"), [(0, set()), (90, set()), (91, {"RENEWAL_TOO_LATE"}), (1_250, {"RENEWAL_TOO_LATE"})]
)
def test_a_renewal_long_after_the_end_is_a_first_application(
    good: ApplicationFacts, hunan: Policy, days_after: int, codes: set[str]
) -> None:
    last = good.signature_day - timedelta(days=days_after)
    ended = replace(ENTITLEMENT, period=Period(date(2021, 1, 10), last), end_cause=EndCause.EXPIRED)
    facts = replace(good, kind=ApplicationKind.RENEWAL, opinion=None, old=ended, existing=(ended,))
    assert failed(facts, hunan) == codes


@pytest.mark.parametrize("cause", ["cancelled", "evaluation_failed", "drug_left", "changed"])
def test_what_was_ended_for_a_cause_is_not_revived_by_the_short_path(
    good: ApplicationFacts, hunan: Policy, cause: str
) -> None:
    ended = replace(ENTITLEMENT, period=Period(date(2026, 1, 10), date(2026, 11, 20)), end_cause=cause)
    facts = replace(good, kind=ApplicationKind.RENEWAL, opinion=None, old=ended, existing=(ended,))
    assert failed(facts, hunan) == {"RENEWAL_NOT_DUE"}
    assert failed(replace(facts, old=replace(ended, end_cause=EndCause.EXPIRED)), hunan) == set()


@pytest.mark.obligation("HN-24.1")
def test_nobody_renews_or_changes_anothers_entitlement(good: ApplicationFacts, hunan: Policy) -> None:
    others = replace(ENTITLEMENT, period=Period(date(2026, 1, 10), date(2026, 12, 31)), person="another")
    assert failed(replace(good, kind=ApplicationKind.RENEWAL, old=others), hunan) == {"RENEWAL_NOT_DUE"}
    assert failed(replace(good, kind=ApplicationKind.CHANGE, old=replace(others, drug=2)), hunan) == {
        "CHANGE_WITHOUT_OLD"
    }


@pytest.mark.obligation("HN-24.1", "HN-24.2")
def test_a_change_names_an_entitlement_for_another_drug(good: ApplicationFacts, hunan: Policy) -> None:
    assert failed(replace(good, kind=ApplicationKind.CHANGE), hunan) == {"CHANGE_WITHOUT_OLD"}
    change = replace(good, kind=ApplicationKind.CHANGE, old=replace(ENTITLEMENT, drug=2))
    assert failed(change, hunan) == set()
    assert failed(replace(change, materials=frozenset()), hunan) == {"MATERIALS_INCOMPLETE"}
    assert failed(replace(change, opinion=None), hunan) == {"EXPERT_NOT_SIGNED"}
    with pytest.raises(Refused):
        obey(SIGNING, replace(change, meets_label=False), hunan)


@pytest.mark.parametrize(
    ("code", "field"),
    [
        pytest.param("IDENTITY_NOT_CHECKED", "identity_checked", marks=pytest.mark.obligation("HN-34.2")),
        pytest.param("LABEL_NOT_CONFIRMED", "meets_label", marks=pytest.mark.obligation("HN-34.1")),
        pytest.param("SCOPE_NOT_CONFIRMED", "meets_scope", marks=pytest.mark.obligation("HN-34.1")),
    ],
)
def test_the_physician_signs_only_what_he_confirms(
    good: ApplicationFacts, hunan: Policy, code: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        obey(SIGNING, replace(good, **{field: False}), hunan)
    assert (refused.value.code, refused.value.fields[0].field) == (code, field)


@pytest.mark.obligation("JS-10.1", "JS-10.2")
def test_jiangsu_files_either_class_without_any_clinical_question(good: ApplicationFacts, jiangsu: Policy) -> None:
    dual = DrugFacts(1, "甲药", "oncology", terms=DUAL)
    facts = replace(good, drug=dual, pharmacy=None, opinion=None, label=None, scope=None, meets_label=False)
    assert {v.outcome for v in obey(FILING, facts, jiangsu)} == {Outcome.PASSED}
    assert {v.outcome for v in obey(FILING, replace(facts, drug=good.drug), jiangsu)} == {Outcome.PASSED}
    sources = {v.source for v in judge(FILING, facts, jiangsu)}
    assert {source[:3] for source in sources} == {"JS-", ""}


def test_jiangsu_renews_nothing_and_says_what_to_do_instead(good: ApplicationFacts, jiangsu: Policy) -> None:
    with pytest.raises(Refused) as refused:
        obey(SIGNING, replace(good, kind=ApplicationKind.RENEWAL), jiangsu)
    first = refused.value.verdicts[0]
    assert (first.code, first.source, first.field) == ("KIND_NOT_KNOWN", "JS-9(5)", "kind")
    assert "按期复查评估即可" in first.remedy


@pytest.mark.obligation("JS-9(1).4", "JS-9(2).1")
def test_jiangsu_files_nothing_without_form_diagnosis_and_credential(good: ApplicationFacts, jiangsu: Policy) -> None:
    complete = frozenset({MaterialKind.FORM, MaterialKind.MEDICAL, MaterialKind.CREDENTIAL})
    assert failed_filing(replace(good, materials=complete), jiangsu) == set()
    for paper in complete - {MaterialKind.FORM}:
        assert failed_filing(replace(good, materials=complete - {paper}), jiangsu) == {"MATERIALS_INCOMPLETE"}


def failed_filing(facts: ApplicationFacts, policy: Policy) -> set[str]:
    return {verdict.code for verdict in judge(FILING, facts, policy) if verdict.failed}


def test_jiangsu_files_nothing_that_its_hospital_finds_outside_the_scope(
    good: ApplicationFacts, jiangsu: Policy
) -> None:
    assert "SCOPE_NOT_CONFIRMED" in failed_filing(replace(good, meets_scope=False), jiangsu)


def test_jiangsu_protects_retired_cadres_too(good: ApplicationFacts, jiangsu: Policy) -> None:
    cadre = InsuredFacts((EnrolmentFacts(Period(date(2020, 1, 1), None), "340", "320100"),))
    assert "NOT_INSURED_HERE" not in failed(replace(good, insured=cadre), jiangsu)


def test_jiangsus_hospital_registers_nobody_whom_it_finds_outside_the_scope(
    good: ApplicationFacts, jiangsu: Policy
) -> None:
    with pytest.raises(Refused) as refused:
        obey(SIGNING, replace(good, meets_scope=False, meets_label=False), jiangsu)
    answers = {(v.code, v.source) for v in refused.value.verdicts}
    assert ("SCOPE_NOT_CONFIRMED", "JS-A1") in answers
    assert "LABEL_NOT_CONFIRMED" not in {code for code, _ in answers}


def test_jiangsu_asks_for_the_person_behind_the_name_too(good: ApplicationFacts, jiangsu: Policy) -> None:
    with pytest.raises(Refused) as refused:
        obey(SIGNING, replace(good, identity_checked=False), jiangsu)
    assert ("IDENTITY_NOT_CHECKED", "JS-8") in {(v.code, v.source) for v in refused.value.verdicts}
