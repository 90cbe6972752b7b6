"""Tables that were handed in long ago are cleared away, with their lines; what was done with them stays in the log."""

from datetime import datetime, timedelta

from django.conf import settings

from catalog.national_list.models import CatalogueImport
from catalog.national_list.words import ImportState
from kit.action import action
from kit.locks import lock_free_rows


@action
def clear_old(*, at: datetime) -> int:
    """Clear away one table past its days that no worker has to do with; returns how many: none where none is left."""
    past = CatalogueImport.objects.filter(added_at__lt=at - timedelta(days=settings.IMPORT_DAYS))
    over = past.exclude(state__in=[ImportState.COMPARING, ImportState.TAKING])
    row = lock_free_rows(over.only("pk")).first()
    if row is None:
        return 0
    row.delete()
    return 1
