"""Who may be listed, and for how long (HN-3, HN-10)."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from acts.citations import article_of, load_citations
from acts.inventory import acts_with_citations
from acts.loader import load_policy
from acts.parameters import PolicyNotInForce
from acts.policy import Policy
from catalog.drugs.words import DrugOrigin, NationalSection
from catalog.listings.errors import (
    NoAgreement,
    NoNegotiatedReference,
    NotForPharmacies,
    OriginNotAllowed,
    OriginUnlikeSection,
    ValidityMissing,
    ValidityNeedsReason,
    ValidityUnlikeAgreement,
)
from catalog.listings.rules.validity import Candidate, last_day_of_years, refuse_unlistable, validity
from kit.errors import RuleRefused
from kit.period import Period

AGREEMENT = Period(date(2026, 1, 1), date(2027, 12, 31))
NEGOTIATED = Candidate(DrugOrigin.NEGOTIATED, NationalSection.NEGOTIATED, True, date(2026, 3, 1), agreement=AGREEMENT)
REGULAR = Candidate(DrugOrigin.REGULAR_AFTER_AGREEMENT, NationalSection.REGULAR, True, date(2026, 3, 1))
GENERIC = Candidate(
    DrugOrigin.GENERIC_OF_NEGOTIATED,
    NationalSection.REGULAR,
    True,
    date(2026, 3, 1),
    date(2026, 9, 30),
    reference_negotiated=True,
)


@pytest.mark.obligation("HN-10.1")
def test_a_negotiated_drug_is_listed_to_the_end_of_its_agreement(policy: Policy) -> None:
    assert validity(NEGOTIATED, policy) == Period(date(2026, 3, 1), date(2027, 12, 31))


@pytest.mark.obligation("HN-10.1")
def test_a_negotiated_drug_has_no_other_end_than_its_agreement(policy: Policy) -> None:
    with pytest.raises(ValidityUnlikeAgreement):
        validity(replace(NEGOTIATED, last=date(2027, 12, 30), reason="另定"), policy)


def test_a_negotiated_drug_without_an_agreement_that_day_has_no_validity(policy: Policy) -> None:
    with pytest.raises(NoAgreement):
        validity(replace(NEGOTIATED, first=date(2028, 1, 1)), policy)


@pytest.mark.obligation("HN-10.2")
def test_a_drug_moved_to_the_regular_list_has_one_year(policy: Policy) -> None:
    assert validity(REGULAR, policy) == Period(date(2026, 3, 1), date(2027, 2, 28))


@pytest.mark.obligation("HN-10.2")
def test_another_validity_than_one_year_needs_a_reason(policy: Policy) -> None:
    shorter = replace(REGULAR, last=date(2026, 12, 31))
    with pytest.raises(ValidityNeedsReason):
        validity(shorter, policy)
    assert validity(replace(shorter, reason="调整方案另定"), policy).last == date(2026, 12, 31)


def test_a_generic_is_listed_as_its_round_decided_and_not_otherwise(policy: Policy) -> None:
    assert validity(GENERIC, policy) == Period(date(2026, 3, 1), date(2026, 9, 30))
    with pytest.raises(ValidityMissing):
        validity(replace(GENERIC, last=None), policy)


def test_one_year_from_a_leap_day_ends_with_february() -> None:
    assert last_day_of_years(date(2028, 2, 29), 1) == date(2029, 2, 28)
    assert last_day_of_years(date(2028, 3, 1), 1) == date(2029, 2, 28)


@pytest.mark.obligation("HN-3.5")
def test_the_three_origins_are_listable_in_hunan(policy: Policy) -> None:
    for candidate in (NEGOTIATED, REGULAR, GENERIC):
        refuse_unlistable(candidate, policy)


@pytest.mark.parametrize(
    ("candidate", "refusal"),
    [
        pytest.param(
            replace(NEGOTIATED, section=NationalSection.BIDDING),
            OriginUnlikeSection,
            marks=pytest.mark.obligation("HN-3.5"),
        ),
        (replace(REGULAR, section=NationalSection.NEGOTIATED), OriginUnlikeSection),
        (replace(NEGOTIATED, sold_in_pharmacies=False), NotForPharmacies),
        (replace(GENERIC, reference_negotiated=False), NoNegotiatedReference),
    ],
)
def test_what_does_not_fit_its_origin_is_not_listed(candidate: Candidate, refusal: type, policy: Policy) -> None:
    with pytest.raises(refusal):
        refuse_unlistable(candidate, policy)


def test_jiangsu_takes_negotiated_drugs_only() -> None:
    jiangsu = load_policy("jiangsu")
    refuse_unlistable(NEGOTIATED, jiangsu)
    with pytest.raises(OriginNotAllowed) as refused:
        refuse_unlistable(GENERIC, jiangsu)
    assert article_of(jiangsu, refused.value) == "JS-2"


def test_jiangsu_does_not_ask_whether_pharmacies_sell_a_drug() -> None:
    refuse_unlistable(replace(NEGOTIATED, sold_in_pharmacies=False), load_policy("jiangsu"))


def test_jiangsu_has_no_validity_after_an_agreement() -> None:
    with pytest.raises(PolicyNotInForce):
        validity(REGULAR, load_policy("jiangsu"))


def refusal_of(drug: Candidate, policy: Policy) -> str:
    try:
        refuse_unlistable(drug, policy)
        validity(drug, policy)
    except RuleRefused as refused:
        return refused.code
    return ""


@pytest.mark.parametrize("act", acts_with_citations())
def test_no_drug_is_turned_away_by_what_the_act_does_not_know(act: str) -> None:
    policy, rows = load_policy(act), load_citations(act)
    said = product(
        DrugOrigin, NationalSection, (True, False), (None, date(2026, 9, 30)), ("", "另定"), (None, AGREEMENT)
    )
    drugs = [Candidate(origin, section, sold, date(2026, 3, 1), *rest) for origin, section, sold, *rest in said]
    codes = {refusal_of(drug, policy) for drug in drugs} - {""}
    assert {code for code in codes if rows[code].absent} == set()
    assert len(codes) > 2
