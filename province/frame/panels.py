"""What a floor puts on the page of a thing below it: `panels.register(PERSON, READERS, "待复核的结算", find)`.

The page of the thing asks for its panels by noun and number, and knows none of those who fill them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from kit.deeds import Noun
from province.frame.search import Hit
from province.staff.models import Account

MOST_LINES = 20

Finder = Callable[[Account, str], Iterable[Hit]]
_finders: dict[str, list[tuple[frozenset[str], str, Finder]]] = {}


@dataclass(frozen=True)
class Offer(Hit):
    """What can be done with the thing on the floor above: a button at the head of the page, called as the label."""


@dataclass(frozen=True)
class Panel:
    """A heading, what stands under it, each line with the page that it leads to, and what can be done."""

    heading: str
    lines: tuple[Hit, ...]
    offers: tuple[Offer, ...] = ()


def register(noun: Noun, roles: Iterable[str], heading: str, finder: Finder) -> None:
    """Show these roles what the finder finds for a thing of this kind; it sees only what is visible to the account."""
    _finders.setdefault(noun.word, []).append((frozenset(roles), heading, finder))


def panels_of(noun: Noun, number: object, account: Account) -> list[Panel]:
    """The panels of one thing that have anything to show to the account."""
    mine = [row for row in _finders.get(noun.word, []) if account.role in row[0]]
    panels = [_panel(heading, finder(account, str(number))) for _, heading, finder in mine]
    return [panel for panel in panels if panel.lines]


def _panel(heading: str, finds: Iterable[Hit]) -> Panel:
    hits = tuple(islice(finds, MOST_LINES))
    offers = tuple(hit for hit in hits if isinstance(hit, Offer))
    return Panel(heading, tuple(hit for hit in hits if not isinstance(hit, Offer)), offers)
