"""Several workers: limits that they share, and a counter that no page can hold."""

import socket
from collections import Counter as Counts
from urllib.parse import urlsplit

import httpx
import pytest
from django.core.cache import caches

from tests.api.conftest import SECRET
from tests.factories.settlement import ClientFactory
from tests.support.databases import Databases
from tests.support.site import serving
from tools.stack.system import API, System


def never_finished(address: str) -> socket.socket:
    """A page's request whose headers never end: a worker waits for it."""
    host, _, port = address.removeprefix("http://").partition(":")
    session = socket.create_connection((host, int(port)))
    session.sendall(b"GET /login/ HTTP/1.1\r\nHost: localhost\r\n")
    return session


@pytest.mark.prove
def test_the_api_answers_while_every_worker_of_the_pages_is_busy(own_database: str, databases: Databases) -> None:
    ClientFactory(client_id="pos-1", client_secret=SECRET)
    form = {"grant_type": "client_credentials", "client_id": "pos-1", "client_secret": SECRET}
    variables = databases.variables(urlsplit(own_database).path.removeprefix("/"))
    system = System({**variables, "PORT": "0", "API_PORT": "0", "WEB_WORKERS": "2"})
    waiting: list[socket.socket] = []
    try:
        system.start(("web", API))
        assert system.await_web()
        waiting += [never_finished(system.address) for _ in range(4)]
        with httpx.Client(trust_env=False, timeout=2) as client:
            with pytest.raises(httpx.TimeoutException):
                client.get(f"{system.address}/login/")
            answers = [client.post(f"{system.api_address}/api/v1/token", data=form) for _ in range(5)]
        assert [answer.status_code for answer in answers] == [200] * 5
    finally:
        for session in waiting:
            session.close()
        system.end()


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
