"""Who acts, and how sealed events are digested: canonical UTC JSON, one line a row, chained with SM3."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol

from cryptography.hazmat.primitives.hashes import SM3, Hash


class Actor(Protocol):
    """Whoever acts, as the log names him: in practice the account of a member of staff, a story above this one."""

    @property
    def pk(self) -> object: ...

    @property
    def name(self) -> str: ...

    @property
    def role(self) -> str: ...


@dataclass(frozen=True)
class Anybody:
    """Whoever reads what is published: nobody signed in, and the log has no account to name."""

    pk: object = None
    name: str = "公众"
    role: str = "public"


@dataclass(frozen=True)
class Sealed:
    """What a run of rows comes to: how many, and the digest over the digest before and every row (64 hex digits)."""

    count: int
    digest: str


def seal(previous: str, rows: Iterable[Mapping[str, object]]) -> Sealed:
    """Digest the rows in the order given, after the digest of the block before ("" for the first)."""
    sm3, count = Hash(SM3()), 0
    sm3.update(previous.encode())
    for row in rows:
        sm3.update(canonical(row).encode() + b"\n")
        count += 1
    return Sealed(count, sm3.finalize().hex())


def canonical(row: Mapping[str, object]) -> str:
    """One row as text that is the same on every machine: keys sorted, moments in UTC to the microsecond."""
    return json.dumps(row, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no canonical form")
