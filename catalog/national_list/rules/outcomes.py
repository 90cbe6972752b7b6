"""What would become of each line of a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from catalog.national_list.words import LineKind
from kit.errors import DomainError, FieldError

MOST_REASONS = 5


@dataclass(frozen=True)
class Change:
    """One thing that would be otherwise: what, before and after."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Outcome:
    """One line against what is stored; what is stored and stands in no line has no number."""

    number: int | None
    kind: LineKind
    name: str
    changes: tuple[Change, ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()


def wrong(number: int, name: str, faults: Sequence[FieldError]) -> Outcome:
    """Return the outcome of a line that cannot be taken: column and sentence of what is wrong, the first few."""
    reasons = tuple((fault.field, fault.message) for fault in faults[:MOST_REASONS])
    return Outcome(number, LineKind.WRONG, name, reasons=reasons)


def fault(column: str, error: DomainError) -> FieldError:
    """Return an error as the fault of a column."""
    return FieldError(column, error.code, error.message)


def digest(outcomes: Sequence[Outcome]) -> str:
    """Return what is equal as long as the same would become of every line."""
    lines = (
        (outcome.number, outcome.kind.value, outcome.name, outcome.changes, outcome.reasons) for outcome in outcomes
    )
    text = "\n".join(map(repr, lines))
    return sha256(text.encode()).hexdigest()
