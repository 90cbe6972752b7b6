"""Everything that the code demands of an act, and the code behind an obligation."""

from collections.abc import Iterator, Mapping
from typing import Never

from acts.citations import load_citations
from acts.demands import signatures
from acts.files import act_names
from acts.loader import load_policy
from acts.rules import Rule
from kit.errors import every_kind

NATIONAL = "national"

Demands = Mapping[str, tuple[str, ...]]


def demands() -> Demands:
    """Return every demand that an act has to speak of, with the code that carries it, as far as imported."""
    places: dict[str, list[str]] = {demand: list(carriers) for demand, carriers in signatures().items()}
    for rule in every_rule():
        places.setdefault(rule.ground or rule.code, []).append(f"{rule.__module__}:{rule.__qualname__}")
    for kind in every_kind():
        if "code" in vars(kind) and not kind.house and "<locals>" not in kind.__qualname__:
            places.setdefault(kind.code, [])
    return {demand: tuple(places[demand]) for demand in places}


def every_rule(family: type[Rule[Never]] = Rule) -> Iterator[type[Rule[Never]]]:
    """Yield each class of rules that has a code; a family that only shares behaviour has none."""
    for rule in family.__subclasses__():
        if hasattr(rule, "code") and "<locals>" not in rule.__qualname__:
            yield rule
        yield from every_rule(rule)


def carriers(beside: str = "") -> Mapping[str, tuple[str, ...]]:
    """Return what carries each obligation: code, by the demands under which the acts say so, and figures of an act."""
    places, by_obligation = demands(), dict[str, dict[str, None]]()
    for act in acts_with_citations(beside):
        claims = [(place, row.carries) for row in load_citations(act).values() for place in places.get(row.demand, ())]
        claims += [(f"{act}:{setting.name}", setting.obligations) for setting in load_policy(act).parameters()]
        for place, obligations in claims:
            for obligation in obligations:
                by_obligation.setdefault(obligation, {})[place] = None
    return {obligation: tuple(there) for obligation, there in by_obligation.items()}


def acts_with_citations(beside: str = "") -> tuple[str, ...]:
    """Name every act that a province may be governed by: the national rules stand behind them."""
    return tuple(name for name in act_names(beside) if name != NATIONAL)
