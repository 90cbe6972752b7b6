"""The core system is told of everything, once in effect, also when it stumbles."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from settlement.claims.models import Claim
from settlement.core_system.actions.couriers import HttpCourier
from settlement.core_system.actions.outbox import deliver
from settlement.core_system.models import OutboxMessage
from settlement.core_system.tasks import deliver_outbox
from tests.settlement.scene import NOON, Scene
from tests.support.crowd import at_once


class CoreSystem:
    """A core insurance system on the loopback: keeps what it is told by reference, and can be made to fail."""

    def __init__(self) -> None:
        self.told: list[tuple[str, dict[str, Any]]] = []
        self.status = 200
        core = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                core.told.append((self.headers["Idempotency-Key"], json.loads(body)))
                self.send_response(core.status)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/postings"

    @property
    def references(self) -> list[str]:
        return [reference for reference, _ in self.told]


@pytest.fixture
def core() -> Iterator[CoreSystem]:
    system = CoreSystem()
    thread = Thread(target=system.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield system
    system.server.shutdown()
    thread.join()
    system.server.server_close()


def send(core: CoreSystem) -> dict[str, int]:
    return deliver(courier=HttpCourier(core.url, "token"), at=NOON)


def sold(times: int) -> tuple[Scene, list[int]]:
    scene = Scene()
    return scene, [int(json.loads(scene.settle().body)["setl_id"]) for _ in range(times)]


@pytest.mark.django_db
@pytest.mark.obligation("HN-9.8", "HN-9.10")
def test_claims_and_reversals_are_told_in_order_and_only_once(core: CoreSystem) -> None:
    scene, (claim,) = sold(1)
    scene.reverse(claim)
    assert send(core) == {"sent": 2, "failed": 0}
    assert send(core) == {"sent": 0, "failed": 0}
    (_, first), (_, second) = core.told
    assert (first["pooled"], second["pooled"], second["reverses"]) == ("238.00", "-238.00", str(claim))
    assert first["serious_illness_scope"] == "0.00"


@pytest.mark.django_db
def test_a_core_system_that_fails_is_told_again_from_where_it_stopped(core: CoreSystem) -> None:
    _, claims = sold(2)
    core.status = 500
    assert send(core) == {"sent": 0, "failed": 1}
    assert OutboxMessage.objects.order_by("pk").first().error == "HTTP 500"
    core.status = 200
    assert send(core) == {"sent": 2, "failed": 0}
    assert core.references == [str(claims[0]), *map(str, claims)]


@pytest.mark.django_db
def test_a_core_system_that_is_away_costs_an_attempt_and_nothing_else() -> None:
    sold(1)
    assert deliver(courier=HttpCourier("http://127.0.0.1:1/", "token"), at=NOON) == {"sent": 0, "failed": 1}
    message = OutboxMessage.objects.get()
    assert (message.attempts, message.sent_at) == (1, None)


@pytest.mark.django_db
def test_without_an_address_everything_waits(settings: Any) -> None:
    sold(1)
    settings.CORE_SYSTEM_URL = ""
    deliver_outbox()
    assert OutboxMessage.objects.get().attempts == 0


def test_two_sweepers_at_once_bring_each_message_once(own_database: str, core: CoreSystem) -> None:
    sold(3)
    at_once([lambda: send(core)] * 2)
    send(core)
    assert sorted(core.references) == sorted(str(pk) for pk in Claim.objects.values_list("pk", flat=True))
