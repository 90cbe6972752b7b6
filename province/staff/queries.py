"""Who sees which areas: what the `visible_to(user)` of every list filters by."""

from django.conf import settings
from django.db.models import Q

from province.areas.queries.scope import NOTHING, within
from province.staff.models import Account


def within_area_of(account: Account, field: str = "area") -> Q:
    """Rows of the account's own area and of all below it; an account without an area sees none this way."""
    return within(account.area_id, field) if account.area_id else NOTHING


def passwords_used(account: Account) -> list[str]:
    """Return the digests of the account's password and of those it had before, as many as are remembered."""
    digests = account.used_passwords.order_by("-pk").values_list("password", flat=True)
    return [account.password, *digests[: settings.PASSWORDS_REMEMBERED]]
