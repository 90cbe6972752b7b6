"""The base of every enum of the house, and how its labels and the terms of prose are said.

A label is the code's own until the province says once who else words it: the acts have words of their own.
"""

import re
from collections.abc import Callable, Iterable
from enum import property as enum_property

from django.db.models import TextChoices

MARK = re.compile(r"\{([a-z]+(?:_[a-z]+)*)\}")


class Word(TextChoices):
    """A noun's states, kinds or causes. Values are stored and never change; labels are what a user reads."""

    @enum_property
    def label(self) -> str:
        """What a user reads, as the act in use has it."""
        return _labellers[0](self)

    @property
    def own_label(self) -> str:
        """What the code calls it, where no act says otherwise."""
        return str(self._label_)

    @classmethod
    def as_choices(cls) -> list[tuple[str, str]]:
        """Return values with their labels, for a field that is to ask anew each time it is shown."""
        return [(member.value, member.label) for member in cls]


Labeller = Callable[[Word], str]

_labellers: list[Labeller] = [lambda member: member.own_label]
_terms: dict[str, Word] = {}


def speak(labeller: Labeller, terms: Iterable[Word]) -> None:
    """Let all words be labelled by another function, and these members stand for themselves in prose."""
    _labellers[:] = [labeller]
    _terms.update((member.value, member) for member in terms)


def say(text: str) -> str:
    """Return prose with each term in braces in its words; what is in braces and no term stays as it is."""
    return MARK.sub(lambda mark: _terms[mark[1]].label if mark[1] in _terms else mark[0], text)
