"""Alerts as their readers see them."""

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from province.areas.models import Area
from province.staff.models import Account
from province.staff.queries import within_area_of
from supervision.alerts.models import Alert


def visible_to(user: Account) -> QuerySet[Alert]:
    """The alerts of the user's area and everything below it, with the name of each one's area."""
    name = Area.objects.filter(pk=OuterRef("area")).values("name")
    return Alert.objects.filter(within_area_of(user)).annotate(area_name=Coalesce(Subquery(name), Value("")))
