"""The database as the checkers see it: plain values of one moment, with nothing of the application in between."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import TypeVar

import psycopg2
from psycopg2.extensions import ISOLATION_LEVEL_REPEATABLE_READ, cursor

T = TypeVar("T")


@dataclass(frozen=True)
class Claim:
    """A settlement or reversal, with the limits that its area has on its purchase day."""

    id: int
    institution: str
    account: int
    person: str
    insurance_type: str
    year: int
    prescription: str
    total: Decimal
    in_scope: Decimal
    out_of_scope: Decimal
    pooled: Decimal
    serious_illness: Decimal
    assistance: Decimal
    fund_total: Decimal
    patient: Decimal
    reverses: int | None
    pooled_limit: Decimal
    serious_limit: Decimal
    overall_limit: Decimal
    assistance_limit: Decimal


@dataclass(frozen=True)
class Line:
    claim: int
    position: int
    prescription_line: int
    quantity: Decimal
    total: Decimal


@dataclass(frozen=True)
class Entry:
    """A row of the ledger. Its number is drawn while the account is locked: it tells the account's own order."""

    id: int
    claim: int
    account: int
    fund: str
    basis: Decimal
    limit_left: Decimal | None
    amount: Decimal


@dataclass(frozen=True)
class Account:
    """The running totals, and what was posted in from elsewhere."""

    id: int
    person: str
    insurance_type: str
    year: int
    pooled_paid: Decimal
    serious_paid: Decimal
    assistance_paid: Decimal
    pooled_elsewhere: Decimal
    serious_elsewhere: Decimal
    assistance_elsewhere: Decimal


@dataclass(frozen=True)
class Ordered:
    """A line of a prescription."""

    id: int
    prescription: str
    quantity: Decimal
    dispensed: Decimal


@dataclass(frozen=True)
class Pack:
    code: str
    sold: Decimal


@dataclass(frozen=True)
class Sale:
    id: int
    claim: int
    code: str
    quantity: Decimal


@dataclass(frozen=True)
class Answer:
    institution: str
    key: str
    status: int
    body: str
    claim: int | None


@dataclass(frozen=True)
class Event:
    id: int
    claim: int
    verb: str


@dataclass(frozen=True)
class Snapshot:
    claims: tuple[Claim, ...] = ()
    lines: tuple[Line, ...] = ()
    entries: tuple[Entry, ...] = ()
    accounts: tuple[Account, ...] = ()
    ordered: tuple[Ordered, ...] = ()
    packs: tuple[Pack, ...] = ()
    sales: tuple[Sale, ...] = ()
    answers: tuple[Answer, ...] = ()
    events: tuple[Event, ...] = ()

    def claim(self, number: int) -> Claim | None:
        return self.by_number.get(number)

    @property
    def by_number(self) -> Mapping[int, Claim]:
        return {claim.id: claim for claim in self.claims}

    def rows(self) -> Iterator[tuple[str, object]]:
        """Every row that is never to change, by the name of its kind."""
        for name in ("claims", "lines", "entries", "sales", "answers", "events"):
            for row in getattr(self, name):
                yield name, row


QUERIES: Mapping[str, tuple[type, str]] = {
    "claims": (
        Claim,
        """
        SELECT c.id, c.institution_id, c.account_id, c.person_id, c.insurance_type,
               extract(year FROM c.purchase_day)::int, c.prescription_id, c.total, c.in_scope, c.out_of_scope, c.pooled,
               c.serious_illness, c.assistance, c.fund_total, c.patient, c.reverses_id,
               max(b.amount) FILTER (WHERE b.kind = 'pooled'),
               max(b.amount) FILTER (WHERE b.kind = 'serious_illness'),
               max(b.amount) FILTER (WHERE b.kind = 'overall'),
               coalesce((
                   SELECT y.annual_limit
                   FROM eligibility_assistancerecognition r
                   JOIN settlement_assistancerule y ON y.category = r.category AND y.period @> c.purchase_day
                   WHERE r.person_id = c.person_id AND r.period @> c.purchase_day
                         AND y.area_id = left(c.insured_area, 4) || '00'
               ), 0)
        FROM settlement_claim c
        JOIN settlement_annuallimit b ON b.area_id = left(c.insured_area, 4) || '00'
             AND b.insurance_type = c.insurance_type AND b.period @> c.purchase_day
        GROUP BY c.id ORDER BY c.id
        """,
    ),
    "lines": (
        Line,
        """SELECT claim_id, position, prescription_line_id, quantity, total
        FROM settlement_claimline ORDER BY claim_id, position""",
    ),
    "entries": (
        Entry,
        """SELECT id, claim_id, account_id, fund, basis, limit_left, amount
        FROM settlement_ledgerentry ORDER BY id""",
    ),
    "accounts": (
        Account,
        """SELECT id, person_id, insurance_type, year, pooled_paid, serious_paid, assistance_paid,
                  pooled_elsewhere, serious_elsewhere, assistance_elsewhere
        FROM settlement_annualaccount ORDER BY id""",
    ),
    "ordered": (
        Ordered,
        "SELECT id, prescription_id, quantity, dispensed FROM eligibility_prescriptionline ORDER BY id",
    ),
    "packs": (Pack, "SELECT code, (sold - returned)::numeric / units FROM settlement_tracepack ORDER BY code"),
    "sales": (
        Sale,
        "SELECT s.id, s.claim_id, s.code, s.units::numeric / p.units"
        " FROM settlement_tracesale s JOIN settlement_tracepack p ON p.code = s.code ORDER BY s.id",
    ),
    "answers": (
        Answer,
        "SELECT institution_id, key, status, body, claim_id FROM settlement_answer ORDER BY id",
    ),
    "events": (
        Event,
        "SELECT id, object_id::bigint, verb FROM province_event WHERE noun = 'claim' ORDER BY id",
    ),
}  # fmt: skip


def read(url: str) -> Snapshot:
    """Everything as of one moment. Raises psycopg2.Error."""
    with closing(psycopg2.connect(url)) as connection:
        connection.set_session(isolation_level=ISOLATION_LEVEL_REPEATABLE_READ, readonly=True)
        with connection.cursor() as open_cursor:
            return Snapshot(**{name: _rows(open_cursor, *query) for name, query in QUERIES.items()})


def _rows(open_cursor: cursor, kind: type[T], text: str) -> tuple[T, ...]:
    open_cursor.execute(text)
    width = len(fields(kind))  # type: ignore[arg-type]
    return tuple(kind(*row[:width]) for row in open_cursor)
