"""The registry of places: what stands in the left column, for which role, with what waits there.

A floor registers its own in `floor.py`: `nav.register(WORK, [Role.CLERK], "待受理申请", "eligibility:intake")`.
They stand under their heading in the order of the floors, from the ground up, and of the lines of `floor.py`;
docs/menu.md shows the whole, by role. A count is at most one query, since it runs on every page of that role.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.urls import reverse

from kit.words import say
from province.frame.words import MenuGroup
from province.law.queries.policy import absence
from province.staff.models import Account


@dataclass(frozen=True)
class Waiting:
    """What waits at a place: all of it, and of that what is due soon and what is overdue.

    `total_at`, `soon_at` and `overdue_at` are what is added to the place's address to see what was counted.
    """

    total: int
    soon: int = 0
    overdue: int = 0
    word: str = "待办"
    total_at: str = ""
    soon_at: str = ""
    overdue_at: str = ""


Count = Callable[[Account], Waiting | int]


@dataclass(frozen=True)
class Place:
    """One entry of the left column. `next_step` is what the home page proposes while something waits.

    Where nothing can wait, since there is no count, it is proposed always: work that begins here. A place for
    `steps` alone is none under an act that leaves them out.
    """

    group: MenuGroup
    label: str
    route: str
    roles: frozenset[str]
    count: Count | None
    next_step: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """A place as one account sees it on one page."""

    label: str
    url: str
    group: str
    next_step: str
    waiting: Waiting
    current: bool
    begins: bool


_places: list[Place] = []


def register(
    group: MenuGroup,
    roles: Iterable[str],
    label: str,
    route: str,
    *,
    count: Count | None = None,
    next_step: str = "",
    steps: Iterable[str] = (),
) -> None:
    """Add a place for these roles; `route` is a route name without arguments."""
    _places.append(Place(group, label, route, frozenset(roles), count, next_step, tuple(steps)))


def places_of(role: str) -> list[Place]:
    """Return the left column of a role under the act in use."""
    return [
        place
        for group in MenuGroup
        for place in _places
        if place.group is group and role in place.roles and not absence(*place.steps)
    ]


def stand_at(request: HttpRequest, url: str) -> None:
    """Mark a place in the left column that the page's own address does not begin with: the queue one works through."""
    request.place = url  # type: ignore[attr-defined]


def place_of(request: HttpRequest) -> str:
    """Return the address that the left column is marked by."""
    return getattr(request, "place", request.path)


def entries(account: Account, path: str) -> list[Entry]:
    """Return the left column of this account; the entry whose address is the longest beginning of `path` is current."""
    places = [(place, reverse(place.route)) for place in places_of(account.role)]
    here = max((url for _, url in places if path.startswith(url)), key=len, default="")
    return [_entry(place, url, account, is_current=url == here) for place, url in places]


def _entry(place: Place, url: str, account: Account, *, is_current: bool) -> Entry:
    begins = bool(place.next_step) and place.count is None
    number = place.count(account) if place.count else 0
    waiting = replace(number, word=say(number.word)) if isinstance(number, Waiting) else Waiting(number)
    label, group = say(place.label), place.group.label
    return Entry(label, url, group, place.next_step, waiting, current=is_current, begins=begins)
