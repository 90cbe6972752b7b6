"""The counter's rules are asked of facts in which less and less holds, all of them: none leans on what is not there."""

from decimal import Decimal

import pytest
from msgspec.structs import replace as changed

from acts.loader import load_policy
from acts.rules import judge
from catalog.drugs.words import DrugOrigin
from eligibility.people.words import AssistanceCategory, InsuranceType
from eligibility.prescriptions.words import CareSetting, PrescriptionKind
from physicians.institutions.words import InstitutionKind
from settlement.counter.rules.case import Case
from settlement.counter.rules.facts import (
    Enrolment,
    Facts,
    Limits,
    Person,
    Place,
    Prescribed,
    PrescribedLine,
    Right,
)
from settlement.counter.rules.orders import Order, OrderLine
from settlement.counter.rules.verdict import RULES, refuse
from tests.settlement.scene import DAY

PLACE = Place("P43010200001", "药店", InstitutionKind.PHARMACY, "430102", True, True, False, False)
NOBODY = Facts(None, True, PLACE, None, None, (), (), None, Limits(None, None, None), None, None, None, None, {})
STRANGER = Person("1", None, None, None, AssistanceCategory.DESTITUTE)
INSURED = changed(STRANGER, enrolment=Enrolment(InsuranceType.EMPLOYEE, "430102", True))
PAPER = Prescribed(
    "1", PrescriptionKind.ORDINARY, CareSetting.OUTPATIENT, "1", "H1", DAY, DAY, None, "C34", "D1", "{}", "", "", ""
)
LINE = PrescribedLine(
    1,
    1,
    "A",
    "甲药",
    1,
    1,
    Decimal(3),
    Decimal(0),
    "1.0000x1 1/1",
    30,
    False,
    True,
    DrugOrigin.NEGOTIATED,
    True,
    None,
    None,
    10,
    "",
    False,
    0,
)
RIGHT = Right(1, 1, DAY, None, None, None, "C34", "H1", None, None, ())
LESS_AND_LESS = {
    "no figures": changed(NOBODY, person=INSURED, prescription=PAPER, lines=(LINE,), right=RIGHT),
    "no entitlement": changed(NOBODY, person=INSURED, prescription=PAPER, lines=(LINE,)),
    "an inpatient": changed(
        NOBODY, person=INSURED, prescription=changed(PAPER, setting=CareSetting.INPATIENT), lines=(LINE,)
    ),
    "another product": changed(NOBODY, person=INSURED, prescription=PAPER, right=RIGHT),
    "no prescription": changed(NOBODY, person=INSURED, right=RIGHT),
    "no insurance": changed(NOBODY, person=STRANGER),
    "nobody": NOBODY,
}
ORDER = Order("1", "none", "01", DAY, Decimal(1), (OrderLine("1", "A", Decimal(1), Decimal(1), Decimal(1), 30),), "1")


@pytest.mark.parametrize("act", ["hunan", "jiangsu"])
@pytest.mark.parametrize("facts", LESS_AND_LESS.values(), ids=LESS_AND_LESS)
def test_every_rule_answers_or_is_not_asked_whatever_is_missing(facts: Facts, act: str) -> None:
    case = Case(facts, DAY, DAY, ORDER)
    verdicts = judge(RULES, case, load_policy(act))
    refusal = refuse(case, load_policy(act))
    assert refusal is not None
    assert refusal.code == next(verdict.code for verdict in verdicts if verdict.failed)


def test_of_nobody_nothing_is_said_but_that_he_is_unknown() -> None:
    verdicts = judge(RULES, Case(NOBODY, DAY, DAY, ORDER), load_policy("hunan"))
    named = {verdict.code for verdict in verdicts if verdict.failed and verdict.code.startswith(("PERSON", "NOT_"))}
    assert named == {"PERSON_UNKNOWN"}
