"""What carries an obligation, in the words of those who read the register; the code keeps its paths for developers."""

from collections.abc import Iterator

from django.conf import settings

from acts.deeds import cycles
from acts.demands import signatures
from acts.inventory import acts_with_citations, every_rule
from acts.loader import load_policy
from kit.words import say


class Carriers:
    """The words of rules, steps and parameters by the place that carries them, read once for a page."""

    def __init__(self) -> None:
        self._words = {place: say(words) for place, words in (*_parameters(), *_steps(), *_rules())}

    def in_words(self, places: tuple[str, ...]) -> tuple[str, ...]:
        """Return what carries, each once; a function that is no rule, step or parameter has no words of its own."""
        return tuple(dict.fromkeys(self._words[place] for place in places if place in self._words))


def _rules() -> Iterator[tuple[str, str]]:
    for rule in every_rule():
        yield f"{rule.__module__}:{rule.__qualname__}", f"规则：{rule.sentence}"


def _steps() -> Iterator[tuple[str, str]]:
    """Yield each step at the row of its life cycle, and at the function that takes it."""
    places = signatures()
    for cycle in cycles():
        for row in cycle.transitions:
            for place in places.get(row.demand, ()):
                yield place, f"步骤：{cycle.noun.label}，{row.past}"


def _parameters() -> Iterator[tuple[str, str]]:
    for act in acts_with_citations(settings.PROVINCE):
        for parameter in load_policy(act).parameters():
            yield f"{act}:{parameter.name}", f"参数：{parameter.label}"
