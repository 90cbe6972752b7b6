"""Rows inside an area: the range of codes that they are filtered by, in one place."""

from django.db.models import Q

from province.areas.rules import bounds

NOTHING = Q(pk__in=[])


def within(area_code: str, field: str = "area") -> Q:
    """Rows whose `field`, an area or its code, lies in the area: 430000 all of 43, 430100 all of 4301.

    A range over the index of the column as it is, so no join and no LIKE. Raises AreaCodeUnreadable.
    """
    low, high = bounds(area_code)
    return Q(**{f"{field}__gte": low, f"{field}__lte": high})
