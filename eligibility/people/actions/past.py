"""What is learned of days that are over."""

from collections.abc import Iterable
from datetime import date

from eligibility.people.announcements import PastCorrected
from kit.period import Period
from province.events.announcements import announce
from province.events.rules import Actor


def tell_of_past(*, persons: Iterable[str], days: Period, by: Actor | None, on: date) -> None:
    """Announce that what holds of persons on these days is another than before, unless all of them are to come."""
    if days.first <= on:
        announce(PastCorrected(persons=tuple(persons), days=days, by=by, on=on))
