"""Lists: pressing first, whose they are, and never a query more for more rows."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from eligibility.applications.models import TreatmentApplication
from eligibility.applications.queries import applications
from eligibility.applications.words import ApplicationState
from kit.pages.table import Table
from province.calendar.queries import fresh_calendar
from tests.eligibility.conftest import Cast
from tests.factories.eligibility import ApplicationFactory, EntitlementFactory, PrescriptionFactory
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(today: date) -> Any:
    with time_machine.travel(f"{today}T09:00:00+08:00", tick=False):
        yield


def waiting(due: date, cast: Cast) -> TreatmentApplication:
    return ApplicationFactory(
        state=ApplicationState.REVIEWED,
        physician=cast.physician.physician,
        received_on=due - timedelta(days=21),
        accepted_on=due - timedelta(days=21),
        clock_from=due - timedelta(days=21),
        deadline=due,
    )


def test_the_queue_begins_with_what_is_overdue(cast: Cast, today: date) -> None:
    later, over, soon = (waiting(today + timedelta(days=d), cast) for d in (20, -5, 1))
    shown = browser_of(cast.reviewer).get(reverse("eligibility:review")).content.decode()
    places = [shown.index(case.number) for case in (over, soon, later)]
    assert places == sorted(places)


def test_the_counts_tell_what_waits_what_is_soon_and_what_is_over(cast: Cast, today: date) -> None:
    for days in (20, -5, 1):
        waiting(today + timedelta(days=days), cast)
    assert applications.pressing(applications.review_queue(cast.reviewer), today) == {
        "total": 3,
        "soon": 1,
        "overdue": 1,
    }


def test_another_city_sees_another_queue(cast: Cast, today: date) -> None:
    waiting(today, cast)
    assert applications.review_queue(cast.reviewer).count() == 1
    assert applications.review_queue(cast.stranger_reviewer).count() == 0


@pytest.mark.parametrize("name", ["applications", "review", "entitlements", "prescriptions"])
def test_more_rows_cost_no_more_queries(cast: Cast, today: date, name: str) -> None:
    client = browser_of(cast.reviewer)

    def queries() -> int:
        fresh_calendar()  # a process reads it every few seconds, whichever page comes first
        with CaptureQueriesContext(
            connection,
        ) as counted:
            assert client.get(reverse(f"eligibility:{name}")).status_code == 200
        return len(counted)

    def add() -> None:
        waiting(today, cast)
        PrescriptionFactory(entitlement=EntitlementFactory(application__physician=cast.physician.physician))

    add()
    queries()
    few = queries()
    for _ in range(4):
        add()
    assert queries() == few <= 11


def every_table(kind: type[Table] = Table) -> Iterator[type[Table]]:
    yield kind
    for each in kind.__subclasses__():
        yield from every_table(each)


def test_no_list_is_sorted_by_what_would_put_a_patients_name_into_its_address() -> None:
    """The address of the next page carries the value of the column that the list is sorted by (I18)."""
    tables = [table for table in every_table() if isinstance(getattr(table, "columns", None), tuple)]
    sorts = {(table.__name__, column.sort) for table in tables for column in table.columns if "person" in column.sort}
    assert len(tables) > 10
    assert sorts == set()
