"""What is recorded: a noun is a kind of thing, a deed what happens to one, each declared once with its words."""

from dataclasses import dataclass
from operator import attrgetter

from kit.pages.parts import Tone
from kit.words import Word, say


@dataclass(frozen=True, eq=False)
class Noun:
    """A kind of thing of which events tell: `word` stands in the log, `label` on pages.

    `key` and `area` say where a thing has its number and the code of its area, dotted; without a key the thing is its
    own number, without an area it belongs to none. `states` is what its deeds lead to, `page` the name of its address;
    `numbers` is the word whose values are its numbers.
    """

    word: str
    label: str
    key: str = "pk"
    area: str = ""
    states: type[Word] | None = None
    page: str = ""
    numbers: type[Word] | None = None

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
    `result` is the word with a value of which the result begins, such as "pooled 150,000.00 元".
    """

    noun: Noun
    verb: str
    past: str
    detail: str = ""
    tone: Tone = Tone.PLAIN
    demand: str = ""
    is_told: bool = True
    result: type[Word] | None = None

    def result_in_words(self, after: str) -> str:
        """Return what an event led to as people read it: a value of a word by its label."""
        value, blank, rest = after.partition(" ")
        return f"{self.result(value).label}{blank}{rest}" if self.result and value in self.result.values else after

    def sentence_with(self, after: str) -> str:
        """Return what history says of an event that led to `after`."""
        told = self.detail.format(after=self.result_in_words(after)) if self.detail and after else ""
        return say(f"{self.past}，{told}" if told else self.past)
