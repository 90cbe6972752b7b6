"""The first page of each role in the demonstration: it opens, and what it asks is bounded."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from province.staff.models import Account
from province.staff.words import Role
from tests.support.browsers import browser_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 26


@pytest.mark.parametrize("role", Role)
def test_the_first_page_asks_a_bounded_number_of_questions(seeded: str, role: Role) -> None:
    account = Account.objects.filter(role=role, is_active=True).earliest("pk")
    desk = browser_of(account)
    desk.get(reverse("province:home"))
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(reverse("province:home")).status_code == 200
    assert len(queries) <= MOST_QUERIES
