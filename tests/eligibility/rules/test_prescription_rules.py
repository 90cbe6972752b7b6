"""Each demand on a prescription, broken once; and what its signature covers."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from acts.loader import load_policy
from acts.policy import Policy
from acts.rules import judge
from eligibility.prescriptions.rules.issuing import ISSUING, LineFacts, PrescriptionFacts
from eligibility.prescriptions.rules.signing import Content, ContentLine, ProvinceSigner, canonical
from eligibility.prescriptions.words import CareSetting, EarlyReason, PrescriptionKind
from kit.period import Period
from tests.eligibility.rules.conftest import DAY, ENTITLEMENT, PHYSICIAN, PRODUCT
from tests.support.obligations import proving

DEPOT = replace(PRODUCT, indivisible=True)
STEADY = replace(PRODUCT, long_term_allowed=True)
ASSESSED: dict[str, Any] = {
    "long_term": True,
    "assessment": "病情稳定，依从性好，四周后随访。",
    "patient_signed": True,
    "lines": (LineFacts(STEADY, Decimal(9), 84),),
}
THIRTY_ONE = (LineFacts(PRODUCT, Decimal(3), 31),)
BROKEN: list[tuple[str, dict[str, Any]]] = [
    ("IDENTITY_NOT_CHECKED", {"identity_checked": False}),
    ("NO_ENTITLEMENT", {"entitlement": None}),
    ("NO_ENTITLEMENT", {"entitlement": replace(ENTITLEMENT, suspended=(Period(DAY, DAY),))}),
    ("NO_ENTITLEMENT", {"entitlement": replace(ENTITLEMENT, void=True)}),
    ("NO_ENTITLEMENT", {"alive": False}),
    ("PHYSICIAN_NOT_PUBLISHED", {"physician": replace(PHYSICIAN, published=())}),
    ("FIELD_DIFFERS", {"physician": replace(PHYSICIAN, fields=frozenset({"rheumatology"}))}),
    ("PRODUCT_OF_ANOTHER_DRUG", {"lines": (LineFacts(replace(PRODUCT, drug=2), Decimal(1), 30),)}),
    ("PRODUCT_OF_ANOTHER_DRUG", {"lines": ()}),
    ("MANUFACTURER_NOT_CONFIRMED", {"lines": (LineFacts(replace(PRODUCT, manufacturer=8), Decimal(1), 30),)}),
    ("DIAGNOSIS_NOT_APPROVED", {"diagnosis_code": "C50.900"}),
    ("SUPPLY_TOO_LONG", {"lines": THIRTY_ONE}),
    ("SUPPLY_TOO_LONG", {"lines": (LineFacts(DEPOT, Decimal(2), 168),)}),
    ("SUPPLY_TOO_SHORT", {"lines": (LineFacts(PRODUCT, Decimal(1), 0),)}),
    ("SUPPLY_IN_HAND", {"in_hand": 8}),
    ("SUPPLY_IN_HAND", {"in_hand": 8, "lines": (LineFacts(DEPOT, Decimal(1), 84),)}),
    ("LONG_TERM_NOT_ALLOWED", {**ASSESSED, "lines": (LineFacts(PRODUCT, Decimal(3), 30),)}),
    ("LONG_TERM_NOT_ASSESSED", {**ASSESSED, "assessment": " "}),
    ("LONG_TERM_NOT_ASSESSED", {**ASSESSED, "patient_signed": False}),
    ("VALIDITY_TOO_LONG", {"valid_days": 4}),
    ("VALIDITY_TOO_LONG", {"valid_days": 0}),
]

NAMED = {f"{code}-{number}": (code, changed) for number, (code, changed) in enumerate(BROKEN)}
PROVES = {
    "IDENTITY_NOT_CHECKED-0": "HN-34.2",
    "NO_ENTITLEMENT-1": "HN-19.2 HN-24.3 HN-25.3",
    "PHYSICIAN_NOT_PUBLISHED-5": "HN-19.3 HN-20.4",
    "FIELD_DIFFERS-6": "HN-22.3",
    "PRODUCT_OF_ANOTHER_DRUG-7": "HN-24.1",
}


def failed(facts: PrescriptionFacts, policy: Policy) -> set[str]:
    return {verdict.code for verdict in judge(ISSUING, facts, policy) if verdict.failed}


def test_a_good_prescription_obeys_every_rule(order: PrescriptionFacts, hunan: Policy) -> None:
    assert failed(order, hunan) == set()


@pytest.mark.parametrize(("code", "changed"), proving(NAMED, PROVES))
def test_breaking_one_demand_is_refused_by_its_rule(
    order: PrescriptionFacts, hunan: Policy, code: str, changed: dict[str, Any]
) -> None:
    assert failed(replace(order, **changed), hunan) == {code}


@pytest.mark.parametrize(("days", "refused"), [(84, set()), (85, {"SUPPLY_TOO_LONG"})])
def test_a_long_term_prescription_reaches_twelve_weeks(
    order: PrescriptionFacts, hunan: Policy, days: int, refused: set[str]
) -> None:
    facts = replace(order, **{**ASSESSED, "lines": (LineFacts(STEADY, Decimal(9), days),)})
    assert failed(facts, hunan) == refused


@pytest.mark.parametrize(
    "changed",
    [
        {"in_hand": 7},
        {"in_hand": 7, "lines": (LineFacts(DEPOT, Decimal(1), 84),)},
        {"in_hand": 28, "early_reason": EarlyReason.LOST},
        {**ASSESSED, "in_hand": 7},
        {"in_hand": 60, "inpatient": True},
    ],
    ids=["a week's rest", "a depot for three months", "lost", "long-term", "inpatient"],
)
def test_what_is_used_up_within_a_week_lost_or_cannot_be_divided_is_prescribed(
    order: PrescriptionFacts, hunan: Policy, changed: dict[str, Any]
) -> None:
    assert failed(replace(order, **changed), hunan) == set()


def test_an_inpatient_is_free_in_hunan_and_bound_in_jiangsu(
    order: PrescriptionFacts, hunan: Policy, jiangsu: Policy
) -> None:
    facts = replace(order, inpatient=True, physician=None, entitlement=None, lines=THIRTY_ONE)
    assert failed(facts, hunan) == set()
    assert "NO_ENTITLEMENT" in failed(facts, jiangsu)


def test_jiangsu_files_a_drug_whoever_makes_it(order: PrescriptionFacts, hunan: Policy, jiangsu: Policy) -> None:
    assert order.entitlement is not None
    unnamed = replace(order, entitlement=replace(order.entitlement, manufacturers=frozenset()))
    assert "MANUFACTURER_NOT_CONFIRMED" in failed(unnamed, hunan)
    assert "MANUFACTURER_NOT_CONFIRMED" not in failed(unnamed, jiangsu)


CONTENT = Content(
    rxno="H43010200001261123000001",
    kind=PrescriptionKind.ORDINARY,
    setting=CareSetting.OUTPATIENT,
    person="43010200000001",
    entitlement=5,
    signer="D430102000001",
    hospital="H43010200001",
    diagnosis_code="C34.900",
    diagnosis="肺恶性肿瘤",
    valid_from="2026-11-23",
    valid_until="2026-11-23",
    early_reason="",
    assessment="",
    lines=(ContentLine("XL01E000001", "3.0000", "1.0000x1 1/1", 30, "每日一次"),),
)
SIGNER = ProvinceSigner("secret", "hunan")


def test_a_signature_holds_for_its_signer_and_every_word_of_the_content() -> None:
    text = canonical(CONTENT)
    signature = SIGNER.sign("D430102000001", text)
    assert SIGNER.verify("D430102000001", text, signature)
    assert not SIGNER.verify("D430102000002", text, signature)
    assert not SIGNER.verify("D430102000001", text.replace("3.0000", "9.0000"), signature)
    assert not ProvinceSigner("secret", "jiangsu").verify("D430102000001", text, signature)


@pytest.mark.parametrize("signature", ["", "ed25519:", "ed25519:!!", "ed25519:AAAA", "other:AAAA"])
def test_what_is_no_signature_does_not_hold(signature: str) -> None:
    assert not SIGNER.verify("D430102000001", canonical(CONTENT), signature)


@pytest.mark.parametrize("inpatient", [True, False])
@pytest.mark.parametrize("act", ["hunan", "jiangsu"])
def test_where_nothing_holds_every_rule_answers_or_is_not_asked(
    order: PrescriptionFacts, act: str, inpatient: bool
) -> None:
    bare = replace(order, inpatient=inpatient, physician=None, entitlement=None, lines=(), alive=False)
    assert failed(bare, load_policy(act)).isdisjoint({"FIELD_DIFFERS", "DIAGNOSIS_NOT_APPROVED"})
