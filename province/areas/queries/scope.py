"""Who sees which areas: the range of codes that `visible_to(user)` filters by, in one place."""

from django.db.models import Q

from province.areas.rules import bounds
from province.staff.models import Account

NOTHING = Q(pk__in=[])


def within(area_code: str, field: str = "area") -> Q:
    """Rows whose `field`, an area or its code, lies in the area: 430000 all of 43, 430100 all of 4301.

    A range over the index of the column as it is, so no join and no LIKE. Raises AreaCodeUnreadable.
    """
    low, high = bounds(area_code)
    return Q(**{f"{field}__gte": low, f"{field}__lte": high})


def within_area_of(account: Account, field: str = "area") -> Q:
    """Rows of the account's own area and of all below it; an account without an area sees none this way."""
    return within(account.area_id, field) if account.area_id else NOTHING
