"""The worked examples, run through the calculation and, where they say so, taken back again."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec import convert

from acts.loader import load_policy
from eligibility.people.words import InsuranceType
from settlement.counter.policy import Paying
from settlement.counter.rules.calculation import calculate
from settlement.counter.rules.facts import AreaRate, Facts
from settlement.counter.rules.prices import Charge
from settlement.counter.rules.reversing import negate
from settlement.counter.rules.terms import Assistance, Terms, terms_of
from tests.support.law import changed_act
from tests.support.obligations import proving

EXAMPLES = tomllib.loads((Path(__file__).parent / "examples.toml").read_text("utf-8"))["example"]
DAY = date(2026, 11, 23)
# An employee of Changsha, nothing else known.
FACTS: dict[str, Any] = {
    "answer": None,
    "caller_live": True,
    "place": {
        "code": "P43010200001",
        "name": "药店",
        "kind": "P",
        "area": "430102",
        "designated": True,
        "outpatient": True,
        "excluded_from_totals": True,
        "suspended": False,
    },
    "person": {
        "number": "1",
        "died_on": None,
        "enrolment": {"insurance_type": "310", "area": "430102", "serious_illness": True},
        "held": None,
        "category": None,
    },
    "prescription": None,
    "lines": [],
    "supplies": [],
    "right": None,
    "limits": {"pooled": "1", "serious_illness": "1", "overall": "2"},
    "assistance": None,
    "separate_rate": None,
    "ordinary_rate": None,
    "account": None,
    "sold": {},
}

NAMED = {example["name"]: example for example in EXAMPLES}
PROVES = {
    "an employee at seventy percent": "HN-9.4 HN-29.3",
    "a resident at sixty percent": "HN-9.4",
    "the company's cut reaches the fund though the till does not follow": "HN-13.2",
    "across the pooled limit, serious illness goes on": "HN-9.6 HN-9.7 HN-9.8",
    "Jiangsu: the basic benefit is higher and counts": "JS-9(4).5",
    "across the pooled limit, not insured for serious illness": "HN-9.7",
}


def charges(example: dict[str, Any]) -> list[Charge]:
    return [
        Charge(Decimal(packs), Decimal(price), Decimal(total), Decimal(standard), Decimal(listed) if listed else None)
        for packs, price, standard, listed, total in example["lines"]
    ]


def assistance(row: dict[str, Any]) -> Assistance:
    usual = {"threshold": "0.00", "threshold_used": "0.00", "left": "50000.00"}
    figures = {name: Decimal(text) for name, text in {**usual, **row}.items() if name != "beyond_maximum"}
    return Assistance(**figures, beyond_maximum=row.get("beyond_maximum", False))


def terms(example: dict[str, Any]) -> Terms:
    policy = load_policy(example.get("province", "hunan"))
    insurance = InsuranceType(example.get("insurance", "310"))
    rate = Decimal(example["rate"]) if "rate" in example else policy[Paying].rate.on(DAY)[insurance]
    ordinary, serious = example.get("ordinary"), example.get("serious_left", "400000.00")
    return Terms(
        act=policy.name,
        insurance_type=insurance,
        rate=rate,
        first_share=Decimal(example.get("first_share", "0")),
        no_deductible=policy[Paying].deductible.applies and policy[Paying].deductible.on(DAY) == 0,
        ordinary=AreaRate(Decimal(ordinary["rate"]), Decimal(ordinary["first_share"])) if ordinary else None,
        pooled_left=Decimal(example.get("pooled_left", "150000.00")),
        serious_left=Decimal(serious) if serious else None,
        overall_left=Decimal(example.get("overall_left", "550000.00")),
        assistance=assistance(example["assistance"]) if "assistance" in example else None,
        payers=policy[Paying].payers.on(DAY),
        no_ceiling=example.get("no_ceiling", False),
        overall_binds=example.get("overall_binds", True),
    )


@pytest.mark.obligation("HN-9.12")
def test_a_rate_holds_from_its_day_on(tmp_path: Path) -> None:
    before, after = "{ 310 = 0.70, 390 = 0.60 }", "{ 310 = 0.75, 390 = 0.60 }"
    rows = f"values = [{{ from = 2026-01-01, value = {before} }}, {{ from = 2027-01-01, value = {after} }}]"
    policy = load_policy(changed_act(tmp_path, "hunan", ("paying.rate", f"value = {before}", rows)))
    facts = convert(FACTS, Facts)
    days = (date(2026, 12, 31), date(2027, 1, 1))
    assert [terms_of(facts, policy, day).rate for day in days] == [Decimal("0.70"), Decimal("0.75")]


def test_there_are_enough_examples_and_each_has_a_name_of_its_own() -> None:
    names = [example["name"] for example in EXAMPLES]
    assert len(names) == len(set(names)) >= 40


@pytest.mark.parametrize("example", proving(NAMED, PROVES))
def test_a_settlement_comes_to_what_was_worked_by_hand(example: dict[str, Any]) -> None:
    sums = calculate(charges(example), terms(example)).sums
    paid = [sums.in_scope, sums.out_of_scope, sums.pooled, sums.serious_illness, sums.assistance, sums.patient]
    shown = [str(negate(amount) if example.get("reversal") else amount) for amount in paid]
    assert shown == [*example["scope"], *example["pays"]]
