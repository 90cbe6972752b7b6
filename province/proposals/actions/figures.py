"""What can be proposed: each kind of figure, which the stories above declare and list in their floor's floor.py."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

import msgspec

from province.proposals.models import FigureRow, Proposal
from province.staff.models import Account


class Figure(msgspec.Struct, frozen=True):
    """A figure as it is proposed: its fields are stored as the terms of the proposal, in plain words of JSON.

    `word` names the kind in the column, `label` on pages.
    """

    word: ClassVar[str]
    label: ClassVar[str]

    @property
    def area_code(self) -> str | None:
        """Return the code of the area that it belongs to; None for one of the whole province."""
        return None

    def subject(self) -> str:
        """Return what the figure is of."""
        raise NotImplementedError

    def content(self) -> str:
        """Return how much it is."""
        raise NotImplementedError

    def content_on(self, day: date) -> str:
        """Return how much it is on a day, as it is in force; empty where nothing is."""
        raise NotImplementedError

    def effects(self, first: date, on: date) -> Mapping[str, str]:
        """Return whom it touches, as a page says it; nothing where that is not counted."""
        return {}

    def enact(self, *, first: date, document: str, proposal: Proposal | None, by: Account, on: date) -> FigureRow:
        """Write the row in force from `first`; what was in force ends the day before. Raises what the rules refuse."""
        raise NotImplementedError


_kinds: dict[str, type[Figure]] = {}


def register(*kinds: type[Figure]) -> None:
    """List kinds of figures that two persons set."""
    _kinds.update((kind.word, kind) for kind in kinds)


def figure_of(proposal: Proposal) -> Figure:
    """Return what a proposal proposes."""
    return msgspec.convert(proposal.terms, _kinds[proposal.kind])


def kinds() -> Mapping[str, str]:
    """Return what each kind of figure is called, by its word."""
    return {word: kind.label for word, kind in _kinds.items()}
