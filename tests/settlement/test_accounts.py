"""What the core system tells of the limits' use elsewhere."""

from decimal import Decimal

import pytest

from eligibility.people.words import InsuranceType
from kit.errors import ConstraintBroken
from settlement.annual_accounts.actions import Used, post_elsewhere
from settlement.annual_accounts.errors import PostingDiffers
from settlement.annual_accounts.models import AnnualAccount, ElsewherePosting
from tests.factories.eligibility import PersonFactory
from tests.settlement.scene import DAY
from tests.support.crowd import at_once


def post(reference: str, person: object, pooled: str) -> AnnualAccount:
    used = Used(pooled=Decimal(pooled))
    return post_elsewhere(
        reference=reference,
        person=person,
        insurance_type=InsuranceType.EMPLOYEE,
        year=2026,
        amounts=used,
        by=None,
        on=DAY,
    )


@pytest.mark.django_db
@pytest.mark.obligation("HN-9.10")
def test_the_same_reference_counts_once() -> None:
    person = PersonFactory()
    post("core-1", person, "100.00")
    assert post("core-1", person, "100.00").pooled_elsewhere == Decimal("100.00")
    assert post("core-2", person, "-40.00").pooled_elsewhere == Decimal("60.00")


@pytest.mark.django_db
def test_one_reference_for_two_figures_is_refused() -> None:
    person = PersonFactory()
    post("core-1", person, "100.00")
    with pytest.raises(PostingDiffers):
        post("core-1", person, "100.01")


@pytest.mark.django_db
def test_no_more_is_taken_back_than_was_paid() -> None:
    person = PersonFactory()
    with pytest.raises(ConstraintBroken):
        post("core-1", person, "-0.01")
    assert not ElsewherePosting.objects.exists()


def test_the_same_reference_at_once_counts_once(own_database: str) -> None:
    person = PersonFactory()
    at_once([lambda: post("core-1", person, "100.00")] * 6)
    assert AnnualAccount.objects.get().pooled_elsewhere == Decimal("100.00")
