"""The harness itself."""

import pytest
from django.db import connection

from province.areas.models import Area


@pytest.mark.django_db
def test_the_database_is_a_copy_seen_through_the_application_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_database()")
        role, name = cursor.fetchone()
    assert role == "dual_app"
    assert name.startswith("test_")


def test_a_database_of_its_own_takes_commits(own_database: str) -> None:
    Area.objects.create(code="430000", name="湖南省", level="province")
    assert Area.objects.filter(code="430000").exists()
