"""The worked examples, run through the calculation and, where they say so, taken back again."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from province.rules.policy import load_policy
from province.rules.vocabulary import InsuranceType
from settlement.rules.calculation import calculate
from settlement.rules.facts import AreaRate
from settlement.rules.prices import Charge
from settlement.rules.reversing import negated
from settlement.rules.terms import Assistance, Terms

EXAMPLES = tomllib.loads((Path(__file__).parent / "examples.toml").read_text("utf-8"))["example"]
DAY = date(2026, 11, 23)


def charges(example: dict[str, Any]) -> list[Charge]:
    return [
        Charge(Decimal(packs), Decimal(price), Decimal(total), Decimal(standard), Decimal(listed) if listed else None)
        for packs, price, standard, listed, total in example["lines"]
    ]


def assistance(row: dict[str, Any]) -> Assistance:
    usual = {"threshold": "0.00", "base": "0.00", "left": "50000.00"}
    figures = {name: Decimal(text) for name, text in {**usual, **row}.items() if name != "beyond_maximum"}
    return Assistance(**figures, beyond_maximum=row.get("beyond_maximum", False))


def terms(example: dict[str, Any]) -> Terms:
    policy = load_policy(example.get("province", "hunan"))
    insurance = InsuranceType(example.get("insurance", "310"))
    rate = Decimal(example["rate"]) if "rate" in example else policy.payment_rate.on(DAY)[insurance]
    ordinary, serious = example.get("ordinary"), example.get("serious_left", "400000.00")
    return Terms(
        act=policy.act.id,
        insurance_type=insurance,
        rate=rate,
        first_share=Decimal(example.get("first_share", "0")),
        no_deductible=policy.deductible.applies,
        ordinary=AreaRate(Decimal(ordinary["rate"]), Decimal(ordinary["first_share"])) if ordinary else None,
        pooled_left=Decimal(example.get("pooled_left", "150000.00")),
        serious_left=Decimal(serious) if serious else None,
        overall_left=Decimal(example.get("overall_left", "550000.00")),
        assistance=assistance(example["assistance"]) if "assistance" in example else None,
        payers=policy.payer_order.on(DAY),
    )


def test_there_are_enough_examples_and_each_has_a_name_of_its_own() -> None:
    names = [example["name"] for example in EXAMPLES]
    assert len(names) == len(set(names)) >= 40


@pytest.mark.obligation("HN-9.1", "HN-9.2", "HN-9.3", "HN-9.4", "HN-9.6", "HN-9.7", "HN-9.9", "HN-9.11", "HN-13.2")
@pytest.mark.obligation("JS-9(4).2", "HN-12.1", "HN-13.1", "HN-29.3")
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_a_settlement_comes_to_what_was_worked_by_hand(example: dict[str, Any]) -> None:
    sums = calculate(charges(example), terms(example)).sums
    paid = [sums.in_scope, sums.out_of_scope, sums.pooled, sums.serious_illness, sums.assistance, sums.patient]
    shown = [str(negated(amount) if example.get("reversal") else amount) for amount in paid]
    assert shown == [*example["scope"], *example["pays"]]
