"""What an account is told when it comes in, besides the counts of its places: what is asked of it, the next things
that wait, what ends soon, what changed since yesterday.

A floor registers its own in `floor.py`: `briefing.register(BriefingPart.ENDING, [Role.REVIEWER], "待遇期", ending)`.
A finder reads what is visible to the account, by an index, and no more than is shown: the first page opens often, and
notices stand on every page.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from django.urls import reverse

from kit.pages.parts import Tone
from kit.words import say
from province.calendar.rules.workdays import Deadline
from province.frame.words import BriefingPart
from province.law.queries.policy import absence
from province.staff.models import Account

MOST_LINES = 5

# Days before an end: who answers for it hears of it, is to act now, is almost too late.
FAR, NEAR, CLOSE = 90, 30, 7


@dataclass(frozen=True)
class Line:
    """One thing that is told: what it is, its page, a word more, and how it presses.

    `due` is drawn as the law's clock, `mark` as a word in its tone.
    """

    label: str
    url: str
    detail: str = ""
    mark: str = ""
    tone: Tone = Tone.PLAIN
    due: Deadline | None = None


@dataclass(frozen=True)
class Block:
    """Lines under a heading; `url` is the place in the left column that they wait at, where there is one."""

    heading: str
    url: str
    lines: tuple[Line, ...]


Finder = Callable[[Account], Iterable[Line]]


@dataclass(frozen=True)
class _Source:
    part: BriefingPart
    roles: frozenset[str]
    heading: str
    finder: Finder
    route: str
    steps: tuple[str, ...]


_sources: list[_Source] = []


def register(
    part: BriefingPart,
    roles: Iterable[str],
    heading: str,
    finder: Finder,
    *,
    route: str = "",
    steps: Iterable[str] = (),
) -> None:
    """Tell these roles what the finder finds. What waits at a place names its `route`, and stands below its counts.

    What belongs to `steps` alone is not told under an act that leaves them out.
    """
    _sources.append(_Source(part, frozenset(roles), heading, finder, route, tuple(steps)))


def is_told(part: BriefingPart, account: Account) -> bool:
    """Whether anybody has something of this kind to tell to the account's role."""
    return bool(_of(part, account))


def blocks_of(part: BriefingPart, account: Account) -> list[Block]:
    """Return what there is to tell the account, the first lines of each kind; nothing of what is empty."""
    blocks = [
        Block(
            say(source.heading),
            reverse(source.route) if source.route else "",
            tuple(islice(source.finder(account), MOST_LINES)),
        )
        for source in _of(part, account)
    ]
    return [block for block in blocks if block.lines]


def _of(part: BriefingPart, account: Account) -> list[_Source]:
    mine = (source for source in _sources if source.part is part and account.role in source.roles)
    return [source for source in mine if not absence(*source.steps)]


def yesterday(day: date) -> date:
    """Return the day from which on something is news."""
    return day - timedelta(days=1)


def horizon(day: date) -> date:
    """Return the last day of which is said that it comes soon."""
    return day + timedelta(days=FAR)


def ending(label: str, url: str, last: date, day: date, detail: str = "") -> Line:
    """Return the line of something that ends with `last`: how many days are left, the nearer the louder."""
    days = (last - day).days
    tone = Tone.OVER if days <= CLOSE else Tone.SOON if days <= NEAR else Tone.PLAIN
    mark = f"已过 {-days} 天" if days < 0 else f"余 {days} 天" if days else "今日为最后一日"
    return Line(label, url, detail, mark, tone)
