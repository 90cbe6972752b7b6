"""How long a listing that has run out waits for the decision whether it goes on."""

from datetime import date, timedelta

from acts.demands import carries
from acts.policy import Policy
from catalog.listings.policy import ListingTerms


@carries("undecided_listing")
def waits_since(day: date, policy: Policy) -> date:
    """The earliest last day of a listing that is still waited for on the day; the day itself where none is."""
    days = policy[ListingTerms].decision_days_after
    return day - timedelta(days=days.on(day)) if days.in_force(day) else day


def waited_until(last: date, policy: Policy) -> date:
    """The last day on which the decision is waited for of a listing that ended with `last`."""
    days, day_after = policy[ListingTerms].decision_days_after, last + timedelta(days=1)
    return last + timedelta(days=days.on(day_after)) if days.in_force(day_after) else last
