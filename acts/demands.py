"""What the code says it demands, in our own words: the acts cite these names, the code cites no act.

A demand is the code of a rule or of an error, a step of a life cycle (`application.accept`), or a name that a function
carries (`working_day_clock`).
"""

from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar


class Named(Protocol):
    """A function or a class."""

    __module__: str
    __qualname__: str


Carrier = TypeVar("Carrier", bound=Named)

_carriers: dict[str, list[str]] = {}


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


def carried_by(demand: str, place: str) -> None:
    """Say that a demand is carried by what stands at a place, such as the row of a life cycle."""
    _carriers.setdefault(demand, []).append(place)


def signatures() -> Mapping[str, tuple[str, ...]]:
    """Return every demand that was signed for or asked, with the places of what carries it, as far as imported."""
    return {demand: tuple(dict.fromkeys(places)) for demand, places in _carriers.items()}
