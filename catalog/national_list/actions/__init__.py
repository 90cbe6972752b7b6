"""Tables taken into the catalogue: handed in, compared, confirmed, written."""

from catalog.national_list.actions.clearing import clear_old
from catalog.national_list.actions.taking import advance, advance_all, confirm, take
from catalog.national_list.actions.uploading import match, upload

__all__ = ["advance", "advance_all", "clear_old", "confirm", "match", "take", "upload"]
