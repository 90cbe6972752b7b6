"""What clients asked and what they were told: append-only, each request written down before it is sent.

A request that has no end in the file is one whose client never learned what became of it.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

from settlement.counter.rules.answers import FOR_GOOD

SETTLED = 201
REFUSED = 422


class Kind(StrEnum):
    SETTLE = "settle"
    REVERSE = "reverse"


@dataclass(frozen=True)
class Asked:
    """The business facts of one request. `body` is what was sent, word for word; the key stands for it."""

    institution: str
    key: str
    body: str
    kind: Kind = Kind.SETTLE
    prescription: str = ""
    quantity: Decimal = Decimal(0)
    codes: tuple[str, ...] = ()
    original: int | None = None

    @property
    def place(self) -> tuple[str, str]:
        """A key belongs to its institution."""
        return self.institution, self.key


@dataclass(frozen=True)
class Attempt:
    """One sending of a request. `status` is None when no answer came: the outcome is unknown.

    `resolving` marks the one retry that is made once the fault is over.
    """

    number: int
    asked: Asked
    client: int = 0
    resolving: bool = False
    status: int | None = None
    answer: str = ""
    replayed: bool = False
    sent_at: float = 0
    ended_at: float = 0

    @property
    def is_kept(self) -> bool:
        """Whether this is the key's own answer, which is stored and must always be repeated."""
        return self.status == SETTLED or self.code in FOR_GOOD

    @property
    def is_acknowledged(self) -> bool:
        return self.status == SETTLED

    @property
    def is_refused(self) -> bool:
        return self.status == REFUSED and self.is_kept

    @property
    def is_unknown(self) -> bool:
        """Lost, still in flight, or told that the system is busy: only a retry finds out."""
        in_flight = self.status == 409 and self.code == "IN_FLIGHT"
        return self.status is None or self.status >= 500 or in_flight

    @property
    def code(self) -> str:
        return str(self.document.get("code", ""))

    @cached_property
    def document(self) -> Mapping[str, Any]:
        try:
            found = json.loads(self.answer)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def claim(self) -> int:
        """The number of the claim that was acknowledged."""
        return int(self.document["setl_id"])

    def amount(self, name: str) -> Decimal:
        return Decimal(self.document[name])


@dataclass
class History:
    """Attempts in the order in which they were begun; several clients write at once."""

    file: Path | None = None
    rows: list[Attempt] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def sent(self, asked: Asked, client: int, at: float, resolving: bool = False) -> int:
        """Write down a request that is about to be sent; returns its number."""
        with self.lock:
            attempt = Attempt(len(self.rows), asked, client, resolving, sent_at=at)
            self.rows.append(attempt)
            self._write({"sent": asdict(attempt)})
            return attempt.number

    def ended(self, number: int, at: float, status: int | None, answer: str = "", replayed: bool = False) -> Attempt:
        """Write down what came back; None as status when nothing did."""
        with self.lock:
            attempt = replace(self.rows[number], status=status, answer=answer, replayed=replayed, ended_at=at)
            self.rows[number] = attempt
            self._write({"ended": number, "status": status, "answer": answer, "replayed": replayed, "at": at})
            return attempt

    def _write(self, row: dict[str, Any]) -> None:
        if self.file:
            with self.file.open("a") as file:
                file.write(json.dumps(row, default=str, ensure_ascii=False) + "\n")

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        with self.lock:
            return tuple(self.rows)


def by_key(attempts: Iterable[Attempt]) -> Mapping[tuple[str, str], list[Attempt]]:
    """All attempts under one key, in the order of their sending."""
    found = defaultdict(list)
    for attempt in attempts:
        found[attempt.asked.place].append(attempt)
    return found


def acknowledged(attempts: Iterable[Attempt]) -> Iterator[Attempt]:
    """The first acknowledgement of every claim."""
    seen = set()
    for attempt in attempts:
        if attempt.is_acknowledged and attempt.claim not in seen:
            seen.add(attempt.claim)
            yield attempt
