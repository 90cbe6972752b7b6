"""Insured persons: how one is found without a list of all, and how she is insured."""

from datetime import date

from django.db.models import Q

from eligibility.people.models import Enrolment, InsuredPerson
from kit.fields import lookup_hash


def found_exactly(number: str) -> InsuredPerson | None:
    """The one person with exactly this personal number or identity number; nothing is guessed or listed.

    A physician finds a new patient so, and nobody else's.
    """
    number_typed = number.strip()
    if not number_typed:
        return None
    return InsuredPerson.objects.filter(
        Q(psn_no=number_typed) | Q(identity_hash=lookup_hash(number_typed.upper()))
    ).first()


def enrolment_on(person: InsuredPerson, day: date) -> Enrolment | None:
    """Where and in which scheme the person is insured on the day."""
    return person.enrolments.filter(period__contains=day).select_related("area").first()


def insured_day_up_to(person: InsuredPerson, day: date) -> date:
    """Return the last day up to this one on which the person is or was insured; the day itself where there is none."""
    last = person.enrolments.filter(first_day__lte=day).order_by("-first_day").first()
    return min(day, last.period.last or day) if last else day


def benefits_held_on(person: InsuredPerson, day: date) -> bool:
    return person.holds.filter(period__contains=day).exists()
