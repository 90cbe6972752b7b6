"""The one way to lock rows: an action takes them, and its transaction gives them back."""

from typing import TypeVar

from django.db.models import Model, QuerySet

Rows = TypeVar("Rows", bound=QuerySet[Model])

# So many are changed in one transaction of a job: who acts on one of them meanwhile waits a moment, and is not refused.
BATCH = 500


def lock_rows(rows: Rows) -> Rows:
    """Lock these rows until the transaction ends, and wait for whoever has one.

    In the order of their keys: of two that take several, one waits at the first, and neither for the other. Rows that
    are joined stay free, and are read as they were before the wait: ask for them afterwards. The keys stay free as
    well: nobody waits who writes a row that only points to one of these.
    """
    return rows.select_for_update(of=("self",), no_key=True).order_by("pk")


def lock_free_rows(rows: Rows) -> Rows:
    """Lock those of these rows that nobody has, and pass by the others: for work that comes round again."""
    return rows.select_for_update(of=("self",), no_key=True, skip_locked=True).order_by("pk")
