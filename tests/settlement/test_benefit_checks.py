"""What a pharmacy is told before anything is bought."""

from datetime import date
from decimal import Decimal

import pytest

from eligibility.entitlements.models import Suspension
from eligibility.entitlements.words import SuspensionCause
from eligibility.people.models import BenefitHold, Enrolment
from kit.fields import lookup_hash
from kit.period import Period
from physicians.agreements.models import Agreement
from physicians.institutions.models import InstitutionSuspension
from settlement.counter.errors import NotServing
from settlement.counter.queries.benefits import check
from settlement.counter.rules.benefits import Benefits
from settlement.counter.rules.orders import Question
from tests.factories.catalog import PayableProductFactory
from tests.factories.settlement import AssistanceRuleFactory, RecognitionFactory
from tests.settlement.scene import DAY, Scene

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def ask(scene: Scene, **question: object) -> Benefits:
    return check(question=Question(**{"day": DAY, "person": scene.person.pk, **question}), by=scene.caller, on=DAY)


def codes(found: Benefits) -> list[str]:
    return [reason.code for reason in found.reasons]


def test_insurance_entitlement_and_what_is_left() -> None:
    scene = Scene()
    scene.settle()
    found = ask(scene)
    assert (found.active, found.insurance_type, found.area, found.name) == (True, "310", "430102", "周**")
    assert [(each.state, each.first_day) for each in found.entitlements] == [("active", date(2026, 11, 20))]
    assert {each.payer: each.left for each in found.limits} == {
        "pooled_fund": Decimal("149762.00"),
        "serious_illness": Decimal("400000.00"),
        "overall": Decimal("549762.00"),
    }
    assert codes(found) == []


def test_a_recipient_of_assistance_hears_what_is_left_of_it() -> None:
    scene = Scene()
    RecognitionFactory(person=scene.person)
    AssistanceRuleFactory()
    assert ask(scene).limits[-1].left == Decimal("50000.00")


def test_the_same_person_is_found_by_identity_number() -> None:
    scene = Scene()
    number = lookup_hash(scene.person.identity.reveal())
    assert ask(scene, person="", identity_hash=number).person == scene.person.pk


def test_an_unknown_person_is_a_reason_not_an_error() -> None:
    assert codes(ask(Scene(), person="43999999")) == ["PERSON_UNKNOWN"]


def test_an_institution_that_does_not_serve_today_is_told_nothing_of_anybody() -> None:
    scene = Scene()
    stopped = InstitutionSuspension.objects.create(institution=scene.pharmacy, period=Period(DAY, None), cause="核查")
    with pytest.raises(NotServing):
        ask(scene, day=date(2026, 11, 20))
    stopped.delete()
    Agreement.objects.all().delete()
    with pytest.raises(NotServing):
        ask(scene)


def test_who_is_not_insured_or_held_back_is_told_why() -> None:
    scene = Scene()
    BenefitHold.objects.create(person=scene.person, period=Period(DAY, DAY), cause="欠费")
    assert codes(ask(scene)) == ["BENEFITS_HELD"]
    Enrolment.objects.all().delete()
    found = ask(scene)
    assert (codes(found), found.active, found.insurance_type) == (["NOT_INSURED"], False, None)


def test_a_suspended_entitlement_is_shown_as_such() -> None:
    scene = Scene()
    Suspension.objects.create(
        entitlement=scene.entitlement, period=Period(DAY, None), cause=SuspensionCause.INVESTIGATION
    )
    assert [each.state for each in ask(scene).entitlements] == ["suspended"]


def test_a_product_nobody_applied_for_is_paid_by_ordinary_benefits() -> None:
    scene = Scene()
    found = ask(scene, product=PayableProductFactory().pk)
    assert (found.entitlements, codes(found)) == ((), ["ORDINARY_BENEFIT"])


def test_a_missing_limit_is_a_reason() -> None:
    assert codes(ask(Scene(limits={}))) == ["LIMITS_MISSING"]
