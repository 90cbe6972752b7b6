"""Files that have lain long enough are cleared away, and what killed workers left."""

from datetime import datetime, timedelta

from django.conf import settings

from kit.action import action
from kit.locks import BATCH, lock_free_rows
from province.events.actions.recording import record_each
from province.exports.deeds import EXPIRE
from province.exports.models import ListExport
from province.exports.queries import path_of
from province.exports.words import KEPT, ExportState

# A file younger than this may be of a worker that is just writing it.
YOUNG = timedelta(hours=1)
ROWS_KEPT = timedelta(days=90)


@action
def clear_old(*, at: datetime) -> int:
    """Clear away one batch of files past their days: nothing is left where it clears none. Returns how many."""
    until = at - timedelta(days=settings.EXPORT_DAYS)
    past = ListExport.objects.filter(state=ExportState.READY, finished_at__lt=until)
    rows = list(lock_free_rows(past).values_list("pk", "area_id")[:BATCH])
    ListExport.objects.filter(pk__in=[pk for pk, _ in rows]).update(state=ExportState.CLEARED)
    return record_each(EXPIRE, [(pk, area or "") for pk, area in rows], by=None, on=at.date())


def sweep_files(*, at: datetime) -> int:
    """Remove every file that no row stands for, and rows that are over for long. Returns how many files."""
    ListExport.objects.exclude(state__in=KEPT).filter(asked_at__lt=at - ROWS_KEPT).delete()
    number = 0
    for file in path_of("").glob("*.*"):
        is_old = file.stat().st_mtime < (at - YOUNG).timestamp()
        if is_old and not ListExport.objects.filter(state__in=KEPT, stored_as__startswith=file.stem).exists():
            file.unlink(missing_ok=True)
            number += 1
    return number
