"""Several workers: limits that they share, and a counter that no page can hold."""

from collections import Counter as Counts
from urllib.parse import urlsplit

import httpx
import pytest
from django.core.cache import caches

from tests.api.conftest import SECRET
from tests.factories.settlement import ClientFactory
from tests.support.databases import Databases
from tests.support.site import serving


@pytest.mark.prove
def test_a_limit_holds_for_all_workers_together(own_database: str, databases: Databases) -> None:
    ClientFactory(client_id="pos-1", client_secret=SECRET)
    caches["shared"].clear()
    form = {"grant_type": "client_credentials", "client_id": "pos-1", "client_secret": SECRET}
    with serving(databases, urlsplit(own_database).path.removeprefix("/"), workers=2) as address:
        answers = [httpx.post(f"{address}/api/v1/token", data=form, trust_env=False) for _ in range(130)]
    counts = Counts(answer.status_code for answer in answers)
    assert counts.keys() == {200, 429}
    assert counts[200] <= 120  # at most one change of the minute in between
