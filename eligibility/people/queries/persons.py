"""Insured persons: how one is found without a list of all, and how she is insured."""

from datetime import date

from django.db.models import Q, QuerySet

from eligibility.people.models import Enrolment, InsuredPerson
from kit.fields import lookup_hash
from kit.pinyin import SHORTEST, as_typed
from province.areas.queries.scope import NOTHING


def found_exactly(number: str) -> InsuredPerson | None:
    """The one person with exactly this personal number or identity number; nothing is guessed or listed.

    A physician finds a new patient so, and nobody else's.
    """
    number_typed = as_typed(number).upper()
    if not number_typed:
        return None
    return InsuredPerson.objects.filter(Q(psn_no=number_typed) | Q(identity_hash=lookup_hash(number_typed))).first()


def looked_up(words: str, rows: QuerySet[InsuredPerson]) -> QuerySet[InsuredPerson]:
    """Of these people the one with this number, and those of this name, in their order."""
    return rows.filter(meant(words)).order_by("pinyin", "pk")


def may_mean_person(words: str) -> bool:
    """Say whether this may be a name or a number of a person: of an application's number nobody need be looked for."""
    typed = as_typed(words)
    return len(typed) >= SHORTEST and not (typed.startswith("sq") and typed[2:].isdecimal())


def meant(words: str, path: str = "") -> Q:
    """People of this name, whole or a part, as written, as read or by first letters, or of exactly this number.

    `path` leads to the person from another row. Less than two characters mean nobody.
    """
    typed = as_typed(words)
    if len(typed) < SHORTEST:
        return NOTHING
    if any(character.isdecimal() for character in typed):
        number = typed.upper()
        return Q(**{f"{path}psn_no": number}) | Q(**{f"{path}identity_hash": lookup_hash(number)})
    return Q(**{f"{path}name_words__contains": [typed]})


def enrolment_on(person: InsuredPerson, day: date) -> Enrolment | None:
    """Where and in which scheme the person is insured on the day."""
    return person.enrolments.filter(period__contains=day).select_related("area__parent").first()


def insured_day_up_to(person: InsuredPerson, day: date) -> date:
    """Return the last day up to this one on which the person is or was insured; the day itself where there is none."""
    last = person.enrolments.filter(first_day__lte=day).order_by("-first_day").first()
    return min(day, last.period.last or day) if last else day


def benefits_held_on(person: InsuredPerson, day: date) -> bool:
    return person.holds.filter(period__contains=day).exists()
