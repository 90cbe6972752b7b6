"""The values that components take. Any object with the same attributes will do."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Tone(StrEnum):
    """What a colour means. Never shown without its word and its sign."""

    FINE = "fine"
    SOON = "soon"
    OVER = "over"
    PLAIN = "plain"


@dataclass(frozen=True)
class Moment:
    """One entry of a timeline. `what` is a sentence; `source` the article it rests on.

    `on` is the business day where it is known: it is shown where the record was made on another day.
    """

    at: datetime
    who: str
    role: str
    what: str
    why: str = ""
    source: str = ""
    tone: Tone = Tone.PLAIN
    on: date | None = None


@dataclass(frozen=True)
class ClockDay:
    """One day of the law's clock: does it count, is it today, has it passed."""

    day: date
    working: bool
    today: bool
    passed: bool
    last: bool


@dataclass(frozen=True)
class Sheet:
    """One page or picture in the document viewer."""

    title: str
    url: str
    picture: bool = True


@dataclass(frozen=True)
class Part:
    """A part of a list that can be clicked: its words, how many it holds, its address, whether it is shown now."""

    label: str
    count: int
    url: str
    tone: str
    is_shown: bool
