"""Alerts as their readers see them, and those that reach an officer."""

from datetime import date
from functools import reduce
from operator import or_

from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce

from eligibility.applications.models import TreatmentApplication
from eligibility.applications.queries.applications import STATES_OF_OFFICERS
from province.areas.models import Area
from province.staff.models import Account
from province.staff.queries import within_area_of
from supervision.alerts.models import OPEN, Alert
from supervision.alerts.words import AlertKind, AlertState

MOST_URGED = 200

IN_STATE = {
    AlertState.OPEN: OPEN & Q(urged_on=None),
    AlertState.URGED: OPEN & Q(urged_on__isnull=False),
    AlertState.CLOSED: Q(dismissed_on__isnull=False),
    AlertState.CLEARED: Q(cleared_on__isnull=False),
}


def visible_to(user: Account) -> QuerySet[Alert]:
    """The alerts of the user's area and everything below it, with the name of each one's area."""
    name = Area.objects.filter(pk=OuterRef("area")).values("name")
    return Alert.objects.filter(within_area_of(user)).annotate(area_name=Coalesce(Subquery(name), Value("")))


def for_lists(rows: QuerySet[Alert]) -> QuerySet[Alert]:
    """With who dealt with each."""
    return rows.select_related("dismissed_by", "urged_by")


def waiting_for(user: Account) -> QuerySet[Alert]:
    """The alerts that nobody has dealt with yet and whose cause is not known to be gone."""
    return Alert.objects.filter(OPEN, within_area_of(user))


def of_officer(officer: Account) -> Q:
    """Alerts of applications that this officer has taken, or decided after their clock ran out."""
    mine = TreatmentApplication.objects.filter(
        Q(claimed_by=officer) | Q(decided_by=officer), overdue_since__isnull=False
    )
    numbers = mine.annotate(word=Cast("pk", CharField())).values("word")
    return Q(kind=AlertKind.APPLICATION_OVERDUE, object_id__in=numbers)


def urged_of(officer: Account) -> list[tuple[Alert, TreatmentApplication]]:
    """What a supervisor urged of the officer's: cases that he has taken, and those of his queue that nobody has.

    Two queries.
    """
    states = STATES_OF_OFFICERS.get(officer.role)
    if states is None:
        return []
    alerts = Alert.objects.filter(
        OPEN, within_area_of(officer), urged_on__isnull=False, kind=AlertKind.APPLICATION_OVERDUE
    )
    by_case = {alert.object_id: alert for alert in alerts.select_related("urged_by").order_by("urged_on")[:MOST_URGED]}
    his = Q(claimed_by=officer) | Q(claimed_by=None)
    rows = TreatmentApplication.objects.filter(his, pk__in=list(by_case), state__in=states) if by_case else ()
    return [(by_case[str(case.pk)], case) for case in rows]


def changed_since(user: Account, day: date) -> dict[AlertState, int]:
    """How many alerts of the user's area were raised, closed by somebody and by themselves since the day. One query."""
    changes = {
        AlertState.OPEN: Q(raised_on__gte=day),
        AlertState.CLOSED: Q(dismissed_on__gte=day),
        AlertState.CLEARED: Q(cleared_on__gte=day),
    }
    rows = Alert.objects.filter(within_area_of(user)).filter(reduce(or_, changes.values()))
    counts = rows.aggregate(**{state.value: Count("pk", filter=such) for state, such in changes.items()})
    return {state: counts[state.value] for state in changes}
