"""The decision on a listing that ran out, and the nightly work, by threads at once."""

from datetime import date

import pytest

from eligibility.entitlements.models import Suspension
from eligibility.entitlements.words import EndCause
from kit.period import Period
from tests.eligibility.test_lapses import LAST, ON, TODAY, delist, end_of, night, renew
from tests.factories.catalog import NationalAgreementFactory
from tests.factories.eligibility import EntitlementFactory
from tests.support.crowd import at_once


@pytest.mark.parametrize("decide", [renew, delist], ids=["renewed", "let go"])
def test_a_decision_and_the_night_at_once_leave_nothing_in_between(own_database: str, decide) -> None:
    listing = Period(date(2026, 1, 1), LAST)
    many = [EntitlementFactory() for _ in range(4)]
    for each in many:
        each.drug.listings.update(period=listing)
        NationalAgreementFactory(drug=each.drug, period=Period(TODAY, ON))
    outcomes = at_once([night, *(lambda each=each: decide(each) for each in many), night])
    assert [each for each in outcomes if isinstance(each, Exception)] == []
    night()
    assert not Suspension.objects.exists()
    wanted = (None, "", ON) if decide is renew else (LAST, EndCause.DRUG_LEFT, LAST)
    assert [end_of(each) for each in many] == [wanted] * 4
