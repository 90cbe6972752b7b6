"""What was shown is confirmed and written; where it would be otherwise by now, it is shown again instead."""

from datetime import date
from functools import partial

from django.db import connection

from acts.demands import carries
from catalog.drugs.models import Drug
from catalog.national_list.actions.comparing import compare, judge, show
from catalog.national_list.actions.drugs import Refusals, write_drugs
from catalog.national_list.actions.products import write_products
from catalog.national_list.deeds import IMPORT
from catalog.national_list.errors import ImportMoved, NothingToTake
from catalog.national_list.models import CatalogueImport
from catalog.national_list.queries.imports import terms_of, waiting_tables, work_of
from catalog.national_list.rules.outcomes import digest
from catalog.national_list.words import ImportKind, ImportState, LineKind
from catalog.products.models import Product
from kit.action import action
from kit.errors import Busy, DomainError
from kit.locks import lock_rows
from province.events.actions.recording import record
from province.jobs.actions import tell
from province.staff.models import Account

MOVED = "预览之后目录有了变动，差异已重新比对。请再看一遍，然后确认。"
FAILED = "上次导入没有完成，全部未保存：{message}"


@action
def confirm(*, catalogue_import: CatalogueImport, by: Account | None, on: date) -> CatalogueImport:
    """Have the good lines of a table written as they are shown. Raises ImportMoved, NothingToTake."""
    row = lock_rows(CatalogueImport.objects.filter(pk=catalogue_import.pk)).get()
    if row.state != ImportState.COMPARED:
        raise ImportMoved(state=row.get_state_display())
    if not (row.counts.get(LineKind.NEW) or row.counts.get(LineKind.ALTERED)):
        raise NothingToTake
    row.state, row.confirmed_by, row.confirmed_on, row.note = ImportState.TAKING, by, on, ""
    row.save()
    return row


@action
@carries("catalogue.import")
def take(*, catalogue_import: CatalogueImport) -> CatalogueImport:
    """Write the good lines of a confirmed table, all in one transaction, and keep why the others were not taken.

    Nothing is written where the catalogue is no longer what the table was compared with: the new differences are
    shown, and somebody decides anew. Repeatable: what is stored alike stays as it is.
    """
    _wait_for_other_imports()
    row = lock_rows(CatalogueImport.objects.filter(pk=catalogue_import.pk)).get()
    if row.state != ImportState.TAKING:
        return row
    # Whoever lists a drug or prices a product meanwhile waits: what was judged stands until it is written.
    list(lock_rows(Drug.objects.all()).values_list("pk"))
    if row.kind == ImportKind.PRODUCTS:
        list(lock_rows(Product.objects.all()).values_list("pk"))
    judgement = judge(row)
    if digest(judgement.outcomes) != row.shown_digest:
        show(row, judgement.outcomes, MOVED)
        return row
    so_far = partial(tell, work_of(row))
    by, on = row.confirmed_by, row.confirmed_on or row.first
    if judgement.catalogue is None:
        counts, refusals = write_drugs(judgement.drugs, terms_of(row), by, on, so_far)
    else:
        counts, refusals = write_products(judgement.products, judgement.catalogue, terms_of(row), by, on, so_far)
    _note_refusals(row, refusals)
    row.state = ImportState.TAKEN
    row.save()
    record(IMPORT, on, by=by, on=on, data={**counts, "file": row.name, "digest": row.digest})
    return row


def _wait_for_other_imports() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('catalogue import', 0))")


def _note_refusals(row: CatalogueImport, refusals: Refusals) -> None:
    """A line whose last step its own action refused goes to those that come back."""
    lines = list(row.lines.filter(number__in=refusals))
    for line in lines:
        row.counts[line.kind] -= 1
        line.kind, line.reasons = LineKind.WRONG, [list(refusals[line.number or 0])]
    row.counts[LineKind.WRONG] = row.counts.get(LineKind.WRONG, 0) + len(lines)
    row.lines.bulk_update(lines, ["kind", "reasons"])


def advance(*, catalogue_import: CatalogueImport) -> CatalogueImport:
    """Do what a table waits for; what refuses it as a whole is told on its page. Raises Busy."""
    try:
        row = compare(catalogue_import=catalogue_import)
        return take(catalogue_import=row) if row.state == ImportState.TAKING else row
    except Busy:
        raise
    except DomainError as refused:
        return _give_back(catalogue_import=catalogue_import, why=FAILED.format(message=refused.message))


@action
def _give_back(*, catalogue_import: CatalogueImport, why: str) -> CatalogueImport:
    row = lock_rows(CatalogueImport.objects.filter(pk=catalogue_import.pk)).get()
    row.state = ImportState.COMPARED if row.shown_digest else ImportState.MATCHING
    row.confirmed_by, row.confirmed_on, row.note = None, None, why[:300]
    row.save()
    return row


def advance_all() -> int:
    """Do what every waiting table waits for, each in its own transaction; returns how many."""
    rows = list(waiting_tables())
    for row in rows:
        advance(catalogue_import=row)
    return len(rows)
