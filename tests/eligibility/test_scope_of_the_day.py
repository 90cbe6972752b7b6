"""Scope and label as they stood on the application date: what is asked, signed, judged and decided under (HN-11)."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from acts.rules import Outcome, Verdict
from catalog.drugs import actions as drugs
from catalog.drugs.rules.conditions import read_lines
from catalog.drugs.words import NationalSection
from catalog.products import actions as products
from catalog.products.words import Route
from eligibility.applications.actions import review
from eligibility.applications.models import TreatmentApplication
from province.staff.models import Account
from tests.eligibility.conftest import Cast, Stage
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db

NEXT_YEAR = date(2027, 1, 1)
SECTION = {"section": NationalSection.NEGOTIATED, "document": "2027年目录"}


def new_words(case: TreatmentApplication, first: date = NEXT_YEAR) -> None:
    """The list of next year prints another scope, and the label changes with it."""
    drugs.describe(drug=case.drug, restricted_scope="新的范围", first=first, by=None, on=first, **SECTION)
    label = {"route": Route.ORAL, "label_indication": "新的适应症", "document": "说明书"}
    products.describe(product=case.product, first=first, by=None, on=first, **label)


def asking(case: TreatmentApplication, lines: str) -> None:
    terms = case.drug.terms.get()
    content = {"restricted_scope": terms.restricted_scope, "conditions": read_lines(lines), **SECTION}
    drugs.correct(terms=terms, why="补充", by=None, on=case.application_date, **content)


def seen_by(account: Account, case: TreatmentApplication, on: date) -> Any:
    with time_machine.travel(f"{on}T09:00:00+08:00", tick=False):
        return browser_of(account).get(reverse("eligibility:case", args=[case.pk]))


def test_a_decided_case_shows_the_words_that_it_was_decided_under(case_in: Stage, cast: Cast) -> None:
    case = case_in("approved")
    new_words(case)
    shown = seen_by(cast.reviewer, case, date(2027, 2, 1)).content.decode()
    assert shown.count("限成人患者。") == 1
    assert shown.count("用于成人患者。") == 1
    assert ("新的范围" in shown, "新的适应症" in shown) == (False, False)


def scope_verdicts(account: Account, case: TreatmentApplication, on: date) -> list[Verdict]:
    context = seen_by(account, case, on).context
    return [verdict for verdict in (*context["pressing"], *context["passed"]) if verdict.code == "SCOPE_CONDITIONS"]


@pytest.mark.parametrize(
    ("lines", "outcome", "evidence"),
    [
        ("诊断 C34：肺癌？", Outcome.PASSED, "肺癌？所填诊断编码 C34.900，符合。"),
        ("检测 ALK：阳性？", Outcome.HUMAN, "阳性？"),
        ("诊断 C50：乳腺癌？", Outcome.HUMAN, "乳腺癌？所填诊断编码 C34.900，条件为 C50，请核对。"),
    ],
)
def test_the_conditions_of_a_scope_ask_whoever_reviews(
    lines: str, outcome: Outcome, evidence: str, case_in: Stage, cast: Cast, today: date
) -> None:
    case = case_in("reviewed")
    asking(case, lines)
    (verdict,) = scope_verdicts(cast.reviewer, case, today)
    assert (verdict.outcome, verdict.evidence) == (outcome, evidence)


def test_a_scope_without_conditions_asks_nothing(case_in: Stage, cast: Cast, today: date) -> None:
    assert scope_verdicts(cast.reviewer, case_in("reviewed"), today) == []


def test_what_speaks_against_a_condition_refuses_nobody(case_in: Stage, cast: Cast, today: date) -> None:
    case = case_in("reviewed")
    asking(case, "诊断 C50：乳腺癌？\n年龄 -1：婴儿？")
    approved = review.approve(application=case, label=True, scope=True, by=cast.reviewer, on=today)
    assert approved.state == "approved"


@pytest.mark.parametrize(("day", "words"), [("2026-12-31", "限成人患者。"), ("2027-01-01", "新的范围")])
def test_the_form_compares_with_the_words_of_the_application_date(
    day: str, words: str, draft: TreatmentApplication, cast: Cast
) -> None:
    new_words(draft)
    query = {"product": draft.product_id, "application_date": day}
    shown = browser_of(cast.physician).get(reverse("eligibility:wording"), query).content.decode()
    assert words in shown


def test_the_form_asks_the_questions_of_the_scope(draft: TreatmentApplication, cast: Cast) -> None:
    asking(draft, "检测 ALK：检测报告是否阳性？\n诊断 C50：乳腺癌？")
    physician = browser_of(cast.physician)
    shown = physician.get(reverse("eligibility:wording"), {"product": draft.product_id}).content.decode()
    assert shown.count("请核对") == 2
    answers = physician.get(reverse("eligibility:edit", args=[draft.pk])).context["wording"].answers
    assert [answer.fits for answer in answers] == [False, None]
