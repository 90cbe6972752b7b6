"""What is recorded: a noun is a kind of thing, a deed what happens to one, each declared once with its words."""

from dataclasses import dataclass
from operator import attrgetter

from kit.pages.parts import Tone
from kit.words import Word, say


@dataclass(frozen=True, eq=False)
class Noun:
    """A kind of thing of which events tell: `word` stands in the log, `label` on pages.

    `key` and `area` say where a thing has its number and the code of its area, dotted; without a key the thing is its
    own number, without an area it belongs to none. `states` is what its deeds lead to, `page` the name of its address.
    """

    word: str
    label: str
    key: str = "pk"
    area: str = ""
    states: type[Word] | None = None
    page: str = ""

    def number_of(self, thing: object) -> str:
        """Return the number under which events tell of a thing."""
        return str(attrgetter(self.key)(thing) if self.key else thing)

    def area_of(self, thing: object) -> str:
        """Return the code of the area that a thing belongs to; empty where it belongs to none."""
        return attrgetter(self.area)(thing) or "" if self.area else ""


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What can happen to a thing: the verb in the log, and what history and audit say of it afterwards.

    `detail` is what history adds of the event's result, such as "有效期 {after}"; `demand` is what the acts cite an
    article for, empty where it is the house's own; a deed whose `is_told` is false stands in the audit trail alone.
    """

    noun: Noun
    verb: str
    past: str
    detail: str = ""
    tone: Tone = Tone.PLAIN
    demand: str = ""
    is_told: bool = True

    def sentence_with(self, after: str) -> str:
        """Return what history says of an event that led to `after`."""
        words = f"{self.past}，{self.detail.format(after=after)}" if self.detail and after else self.past
        return say(words)
