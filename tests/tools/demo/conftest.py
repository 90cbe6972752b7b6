"""The demonstration province, seeded once and copied for each module."""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings

from tests.conftest import use
from tests.support.databases import Databases


@pytest.fixture(scope="module")
def seeded(databases: Databases, django_db_setup: None, django_db_blocker: object) -> Iterator[str]:
    """The module's tests work on a seeded copy; each is rolled back. The value is the application's URL of it."""
    before, name = settings.DATABASES["default"]["NAME"], f"demo_{os.getpid()}"
    url = databases.create(name, seed="seed")
    use(name)
    yield url
    use(before)
    databases.drop(name)
