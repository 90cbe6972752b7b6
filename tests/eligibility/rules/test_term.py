"""How long an entitlement lasts: officials' examples, and what holds for every date."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acts.loader import load_policy
from acts.policy import Policy
from eligibility.entitlements.rules.term import Asked, DrugValidityUnknown, NothingLeftToGrant, proposed_term
from kit.period import Period

HUNAN = load_policy("hunan")
DAYS = st.dates(date(2026, 1, 1), date(2029, 12, 31))

# application date, asked until, old end -> first, last
EXAMPLES = [
    pytest.param("2026-01-01", None, None, "2026-01-01", "2027-12-31", marks=pytest.mark.obligation("HN-23.6")),
    ("2026-11-20", None, None, "2026-11-20", "2027-12-31"),
    ("2026-12-31", None, None, "2026-12-31", "2027-12-31"),
    ("2028-02-29", None, None, "2028-02-29", "2029-12-31"),
    pytest.param("2026-11-20", "2027-05-20", None, "2026-11-20", "2027-05-20", marks=pytest.mark.obligation("HN-23.7")),
    ("2026-11-20", "2030-01-01", None, "2026-11-20", "2027-12-31"),
    ("2026-11-20", None, "2026-12-31", "2027-01-01", "2028-12-31"),
    ("2027-01-10", None, "2026-12-31", "2027-01-10", "2028-12-31"),
]


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(("applied", "until", "old_end", "first", "last"), EXAMPLES)
def test_officials_examples(applied: str, until: str | None, old_end: str | None, first: str, last: str) -> None:
    asked = Asked(date.fromisoformat(applied), asked_until=day(until), renews_after=day(old_end))
    assert str(proposed_term(asked, HUNAN).period) == f"{first} 至 {last}"


@pytest.mark.obligation("HN-23.6")
@given(applied=DAYS)
def test_a_term_touches_two_natural_years_and_ends_with_the_second(applied: date) -> None:
    period = proposed_term(Asked(applied), HUNAN).period
    assert period.first == applied
    assert period.last == date(applied.year + 1, 12, 31)


@given(applied=DAYS, more=st.integers(0, 1500))
def test_asking_less_never_lengthens_and_is_never_exceeded(applied: date, more: int) -> None:
    until = applied + timedelta(days=more)
    period = proposed_term(Asked(applied, asked_until=until), HUNAN).period
    assert period.last == min(until, date(applied.year + 1, 12, 31))


@pytest.mark.parametrize(("applied", "told"), [("2026-11-30", False), ("2026-12-01", True), ("2026-12-31", True)])
def test_applicants_in_december_are_told_what_the_date_costs(applied: str, told: bool) -> None:
    notice = proposed_term(Asked(date.fromisoformat(applied)), HUNAN).notice
    assert bool(notice) is told
    assert not told or "2028-12-31" in notice


def test_nothing_is_granted_backwards() -> None:
    with pytest.raises(NothingLeftToGrant):
        proposed_term(Asked(date(2026, 11, 20), asked_until=date(2026, 11, 19)), HUNAN)


def test_in_jiangsu_the_drugs_validity_is_the_end(jiangsu: Policy) -> None:
    asked = Asked(date(2026, 11, 20), asked_until=date(2029, 1, 1), drug_until=date(2027, 12, 31))
    assert proposed_term(asked, jiangsu).period == Period(date(2026, 11, 20), date(2027, 12, 31))
    with pytest.raises(DrugValidityUnknown):
        proposed_term(Asked(date(2026, 11, 20)), jiangsu)
