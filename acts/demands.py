"""What the code says it demands, in our own words: the acts cite these names, the code cites no act.

A demand is the code of a rule or of an error, a step of a life cycle (`application.accept`), or a name that a function
carries (`working_day_clock`).
"""

from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

from kit.life_cycle import LifeCycle


class Named(Protocol):
    """A function or a class."""

    __module__: str
    __qualname__: str


Carrier = TypeVar("Carrier", bound=Named)

_carriers: dict[str, list[str]] = {}
_cycles: list[LifeCycle] = []


def carries(*demands: str) -> Callable[[Carrier], Carrier]:
    """Say that a function carries these demands."""

    def sign(carrier: Carrier) -> Carrier:
        for demand in demands:
            _carriers.setdefault(demand, []).append(f"{carrier.__module__}:{carrier.__qualname__}")
        return carrier

    return sign


def ask(*demands: str) -> None:
    """Say that a page or an event asks for the article of these demands, which no function carries."""
    for demand in demands:
        _carriers.setdefault(demand, [])


def declare(cycle: LifeCycle, module: str) -> LifeCycle:
    """Say that every step of a life cycle is a demand, carried by its row; returns the cycle."""
    _cycles.append(cycle)
    for step in cycle.transitions:
        _carriers.setdefault(f"{cycle.noun}.{step.verb}", []).append(f"{module}:{cycle.noun}.{step.verb}")
    return cycle


def cycles() -> tuple[LifeCycle, ...]:
    """Return every life cycle, as far as imported."""
    return tuple(_cycles)


def signatures() -> Mapping[str, tuple[str, ...]]:
    """Return every demand that was signed for or asked, with the places of what carries it, as far as imported."""
    return {demand: tuple(dict.fromkeys(places)) for demand, places in _carriers.items()}
