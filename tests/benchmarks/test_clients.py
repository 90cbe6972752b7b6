"""The benchmark's own instruments: what they measure is what happened."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import repeat
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Lock, Thread

import pytest

from tools.bench.clients import Clients, NotSettled
from tools.bench.report import Run, figures, percentile, report

CREATED = b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"


@contextmanager
def server(answer: Callable[[], bytes]) -> Iterator[int]:
    """A server that gives an answer to whatever comes, and closes."""

    class Handler(BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(65536)
            self.request.sendall(answer())

    class Server(ThreadingTCPServer):
        daemon_threads = True
        request_queue_size = 128

    with Server(("127.0.0.1", 0), Handler) as listening:
        thread = Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield listening.server_address[1]
        listening.shutdown()
        thread.join()


def test_every_client_waits_for_its_answer_before_it_sends_again() -> None:
    def slow() -> bytes:
        time.sleep(0.02)
        return CREATED

    with server(slow) as port, Clients(port, repeat(b"x")) as clients:
        per_second = clients.closed_loop(4, 0.4)
    assert per_second <= 4 / 0.02
    assert min(clients.latencies) >= 0.02


def test_at_an_open_rate_a_stall_is_charged_to_everyone_who_was_due() -> None:
    one_at_a_time, first = Lock(), [True]

    def stalling() -> bytes:
        with one_at_a_time:
            if first:
                first.clear()
                time.sleep(0.3)
        return CREATED

    with server(stalling) as port, Clients(port, repeat(b"x")) as clients:
        clients.open_loop(100, 0.4)
    assert len(clients.latencies) == 40
    assert sum(latency > 0.05 for latency in clients.latencies) >= 20


def test_an_answer_that_is_no_settlement_stops_the_run() -> None:
    refusal = b"HTTP/1.1 422 Unprocessable\r\n\r\nTRACE_CODE_SOLD"
    refused = pytest.raises(NotSettled, match="TRACE_CODE_SOLD")
    with server(lambda: refusal) as port, Clients(port, repeat(b"x")) as clients, refused:
        clients.closed_loop(2, 0.1)


@pytest.mark.parametrize(("percent", "expected"), [(50, 2), (75, 3), (99, 4), (100, 4), (1, 1)])
def test_a_percentile_is_a_value_that_was_seen(percent: int, expected: int) -> None:
    assert percentile([4, 1, 3, 2], percent) == expected


def test_the_median_run_counts_and_the_ratio_is_to_the_floor() -> None:
    runs = [Run(per_second, (0.001, 0.010)) for per_second in (90.0, 100.0, 300.0)]
    found = report(runs, [Run(200.0), Run(250.0), Run(400.0)], Run(100.0, (0.005,)), 3)
    assert figures(runs).per_second == 100.0
    assert found["settle"] == {
        "clients": {"8": {"per_second": 100.0, "p50_ms": 1.0, "p99_ms": 10.0}},
        "open_loop": {"100": {"per_second": 100.0, "p50_ms": 5.0, "p99_ms": 5.0}},
        "floor_per_second": 250.0,
        "ratio": 0.4,
        "statements": 3,
    }
