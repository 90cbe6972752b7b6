"""A worker writes lists into files: through a cursor of the database, a file of its own name until it is whole."""

import hashlib
import logging
import os
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TextIO

from kit.action import action
from kit.clock import now
from kit.errors import Busy, DomainError
from kit.locks import lock_rows
from kit.pages.export import BYTE_ORDER_MARK, write_lines
from province.events.actions.recording import record
from province.exports.deeds import WRITE
from province.exports.errors import PostMoved
from province.exports.models import ListExport
from province.exports.queries import path_of, patient_statements, place_of, waiting, whole_list
from province.exports.words import ExportState

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
EVERY_SECONDS = 1.0  # how often the page may tell how far it is
UNFINISHED = ".part"
CUT_OFF = "生成时中断或出错，试了 {most} 次没有完成。请重新导出；仍不行请联系系统管理员。"


class _Discarded(Exception):
    """Nobody wants the file any more."""


def write_waiting(*, on: date) -> dict[str, int]:
    """Write every list that waits, the oldest first; what an earlier worker left half done begins anew.

    For one worker at a time, which its job sees to. Returns how many files there are, and how many failed.
    """
    for row in ListExport.objects.filter(state=ExportState.RUNNING):
        _put_back(export=row)
    numbers: list[int] = []
    counts = {"生成文件": 0, "未完成": 0}
    while (next_one := waiting().exclude(pk__in=numbers).order_by("pk").first()) is not None:
        numbers.append(next_one.pk)
        counts["生成文件" if _write(next_one, on) else "未完成"] += 1
    return counts


def _write(row: ListExport, on: date) -> bool:
    """Write one file; returns whether there is one."""
    try:
        row = _begin(export=row)
        if row.place != place_of(row.account):
            raise PostMoved
        with patient_statements(), _file_at(path_of(row.stored_as)) as file:
            whole = whole_list(row.address, row.account)
            row.as_of, row.total = now(), whole.count()
            row.save(update_fields=["as_of", "total"])
            file.write(BYTE_ORDER_MARK)
            for row.done in _seldom(write_lines(file, whole.header, whole.rows())):
                running = ListExport.objects.filter(pk=row.pk, state=ExportState.RUNNING, stored_as=row.stored_as)
                # The page asks on until the file is there, not until the last row is.
                if not running.update(done=min(row.done, max(row.total - 1, 0))):
                    raise _Discarded
        _finish(export=row, on=on)
    except _Discarded:
        path_of(row.stored_as).unlink(missing_ok=True)
        return False
    except Busy:
        return _put_back(export=row)
    except DomainError as refused:
        return _end(row, ExportState.FAILED, refused.message)
    except Exception:
        log.exception("export %s was not written", row.pk)
        return _put_back(export=row)
    return True


@action
def _begin(*, export: ListExport) -> ListExport:
    row = lock_rows(ListExport.objects.filter(pk=export.pk)).select_related("account").get()
    if row.state != ExportState.WAITING:
        raise _Discarded
    row.state, row.attempts, row.done = ExportState.RUNNING, row.attempts + 1, 0
    row.stored_as = f"{uuid.uuid4().hex}.csv"
    row.save()
    return row


@contextmanager
def _file_at(path: Path) -> Iterator[TextIO]:
    """Open a file that is there once it is whole and safe on the disk, and leaves nothing where it does not become so.

    A worker that is killed leaves what it had under the name of an unfinished file, which nobody is offered.
    """
    part = path.with_suffix(UNFINISHED)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _seldom(counts: Iterable[int]) -> Iterator[int]:
    """Pass on a count now and then, and the last one."""
    count, until = 0, time.monotonic() + EVERY_SECONDS
    for count in counts:
        if time.monotonic() >= until:
            yield count
            until = time.monotonic() + EVERY_SECONDS
    yield count


@action
def _finish(*, export: ListExport, on: date) -> None:
    """Offer the file, unless it was discarded meanwhile."""
    state = lock_rows(ListExport.objects.filter(pk=export.pk)).values_list("state", flat=True).get()
    if state != ExportState.RUNNING:
        raise _Discarded
    path = path_of(export.stored_as)
    with path.open("rb") as file:
        export.digest = hashlib.file_digest(file, "sha256").hexdigest()
    export.state, export.total, export.size = ExportState.READY, export.done, path.stat().st_size
    export.finished_at = now()
    export.save()
    data = {"list": export.name, "filters": export.asked, "count": export.done, "digest": export.digest}
    record(WRITE, export, by=export.account, on=on, after=str(export.done), data=data)


@action
def _put_back(*, export: ListExport) -> bool:
    """Have it written anew by the next run, or say that it is given up."""
    row = lock_rows(ListExport.objects.filter(pk=export.pk)).get()
    if row.attempts >= MOST_ATTEMPTS:
        return _end(row, ExportState.FAILED, CUT_OFF.format(most=MOST_ATTEMPTS))
    return _end(row, ExportState.WAITING, "")


def _end(row: ListExport, state: ExportState, why: str) -> bool:
    ListExport.objects.filter(pk=row.pk, state=ExportState.RUNNING).update(state=state, why=why)
    return False
