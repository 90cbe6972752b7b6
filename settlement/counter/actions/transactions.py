"""One transaction at the counter: what may be tried again, and what becomes of a database that does not answer."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import msgspec
from django.db import IntegrityError, InterfaceError, OperationalError, connection, transaction

from kit.errors import Busy
from settlement.counter.rules.facts import Locks
from settlement.counter.sql import Statement, Value

P = ParamSpec("P")
R = TypeVar("R")

ATTEMPTS = 3

# What breaks these was right when it was read: a twin's answer that came before our own, an insurance that changed.
OVERTAKING = frozenset(
    {"answer_one_per_key", "claim_on_own_account", "ledger_on_claims_account", "uncoded_stock_within_declared"}
)


class Overtaken(Exception):
    """Another transaction changed what this one had read: everything is rolled back and read anew."""


class Unsent(Exception):
    """The connection was broken before the first statement had any effect."""


def once_sure(work: Callable[P, R]) -> Callable[P, R]:
    """Run the work in one transaction and return its result once it is committed; run it anew where it was overtaken.
    The work takes its locks first, through `take`.

    The work then raises Busy where a lock, the database or a connection did not answer in time: nothing is known to be
    stored, and one retry with the same key finds out.
    """

    @wraps(work)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        for _ in range(ATTEMPTS):
            try:
                with transaction.atomic():
                    return work(*args, **kwargs)
            except (Overtaken, Unsent):
                continue
            except (OperationalError, InterfaceError) as error:
                raise Busy from error
            except IntegrityError as error:
                broken_constraint = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
                if broken_constraint not in OVERTAKING:
                    raise
        raise Busy

    return run


def take(statement: Statement, **values: Value) -> Locks:
    """Take the locks, in the transaction's first statement: when an idle hour or a restart has broken the connection,
    nothing was done yet, and it is tried on a new one. Raises Unsent for that."""
    try:
        return msgspec.convert(statement.run(**values), Locks)
    except (OperationalError, InterfaceError) as error:
        if connection.connection is None or connection.connection.closed:
            raise Unsent from error
        raise
