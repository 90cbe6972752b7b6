"""What a person does with a file: asks for it, takes it, discards it."""

from datetime import date
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from kit.action import action
from kit.errors import NotFound
from kit.locks import lock_rows
from province.events.actions.recording import record
from province.exports.deeds import ASK, DISCARD, TAKE
from province.exports.errors import ExportNotReady, PostMoved, TooManyExports
from province.exports.models import ListExport
from province.exports.queries import kept_of, path_of, place_of, visible_to, whole_list
from province.exports.words import KEPT, OPEN, ExportState
from province.jobs.schedule import ask_for
from province.staff.models import Account


@action
def ask(*, address: str, by: Account, on: date) -> ListExport:
    """Have all rows of a list written into a file by a worker; asked for again meanwhile, it is the same one.

    Raises ListGone, TooManyExports.
    """
    whole = whole_list(address, by)
    # Two clicks come one after the other: the second finds what the first has asked for.
    list(lock_rows(Account.objects.filter(pk=by.pk)).values_list("pk"))
    mine = kept_of(by)
    same = mine.filter(address=address, state__in=OPEN).first()
    if same is not None:
        return same
    if mine.count() >= settings.EXPORTS_OF_A_PERSON:
        raise TooManyExports(most=settings.EXPORTS_OF_A_PERSON)
    row = ListExport.objects.create(
        account=by, area_id=by.area_id, place=place_of(by), name=whole.name, address=address, asked=whole.filters
    )
    record(ASK, row, by=by, on=on, after=row.name[:40], why=row.asked)
    ask_for("write_exports")
    return row


@action
def take(*, export: ListExport, by: Account, on: date) -> Path:
    """Return where the whole file lies, for who asked for it and still has the place that he had; recorded each time.

    Raises NotFound, ExportNotReady, PostMoved.
    """
    row = _lock(export, by)
    path = path_of(row.stored_as)
    if row.state != ExportState.READY or not path.is_file():
        raise ExportNotReady(state=row.state.label)
    if row.place != place_of(by):
        raise PostMoved
    record(TAKE, row, by=by, on=on, after=str(row.total), data={"list": row.name, "digest": row.digest})
    return path


@action
def discard(*, export: ListExport, by: Account, on: date) -> ListExport:
    """Do without a file that waits, is written or lies ready. Raises NotFound; what is over stays as it is."""
    row = _lock(export, by)
    if row.state in KEPT:
        row.state = ExportState.DISCARDED
        row.save(update_fields=["state"])
        record(DISCARD, row, by=by, on=on)
        # A worker that is writing it finds it discarded, and takes away what it has.
        if row.stored_as:
            transaction.on_commit(partial(path_of(row.stored_as).unlink, missing_ok=True))
    return row


def _lock(export: ListExport, by: Account) -> ListExport:
    row = lock_rows(visible_to(by).filter(pk=export.pk)).first()
    if row is None:
        raise NotFound
    return row
