"""Alerts as their readers see them."""

from django.db.models import QuerySet

from province.models import Account
from province.pages.nav import Waiting
from province.queries.scope import within_area_of
from supervision.models import Alert


def visible_to(user: Account) -> QuerySet[Alert]:
    """The alerts of the user's area and everything below it."""
    return Alert.objects.filter(within_area_of(user))


def waiting(user: Account) -> Waiting:
    """What nobody has dealt with yet."""
    count = visible_to(user).filter(dismissed_on=None).count()
    return Waiting(count, overdue=count, word="待核实")
