"""Clients that cost little themselves: one thread, plain sockets, a connection for each request as behind a proxy."""

import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector

CREATED = b"201"
STATUS = slice(9, 12)  # in HTTP/1.1 201 Created


class NotSettled(Exception):
    """The counter answered something else than a settlement; the beginning of its answer."""


@dataclass(eq=False)
class Call:
    """One request under way. `due` is when it should have begun, which is what its latency counts from."""

    due: float
    request: bytes
    line: socket.socket
    reply: bytearray = field(default_factory=bytearray)


class Clients:
    """Sends requests to an address and keeps the latencies, in seconds. Used in a `with`, which hangs up at the end."""

    def __init__(self, port: int, requests: Iterator[bytes]) -> None:
        self.place, self.requests = ("127.0.0.1", port), requests
        self.selector = DefaultSelector()
        self.latencies: list[float] = []

    def __enter__(self) -> "Clients":
        return self

    def __exit__(self, *_: object) -> None:
        for key in list(self.selector.get_map().values()):
            key.data.line.close()
        self.selector.close()

    def closed_loop(self, clients: int, seconds: float) -> float:
        """Each client sends its next request when it has its answer; settlements per second."""
        began = time.perf_counter()
        for _ in range(clients):
            self._send(time.perf_counter())
        while self.selector.get_map():
            for _ in self._replies(1.0):
                if time.perf_counter() - began < seconds:
                    self._send(time.perf_counter())
        return len(self.latencies) / (time.perf_counter() - began)

    def open_loop(self, rate: float, seconds: float) -> None:
        """A request becomes due at each tick, whatever became of those before it."""
        began = time.perf_counter()
        due = iter(began + number / rate for number in range(int(rate * seconds)))
        following = next(due, None)
        while following is not None or self.selector.get_map():
            while following is not None and following <= time.perf_counter():
                self._send(following)
                following = next(due, None)
            rest = 1.0 if following is None else max(following - time.perf_counter(), 0)
            for _ in self._replies(rest):
                pass

    def _send(self, due: float) -> None:
        line = socket.socket()
        line.setblocking(False)
        line.connect_ex(self.place)
        self.selector.register(line, EVENT_WRITE, Call(due, next(self.requests), line))

    def _replies(self, wait: float) -> Iterator[Call]:
        for key, _ in self.selector.select(wait):
            call: Call = key.data
            if key.events == EVENT_WRITE:
                call.line.sendall(call.request)
                self.selector.modify(call.line, EVENT_READ, call)
            elif self._is_read(call):
                yield call

    def _is_read(self, call: Call) -> bool:
        """Take what has come; at the end note how long it took. Raises NotSettled."""
        part = call.line.recv(65536)
        if part:
            call.reply += part
            return False
        self.latencies.append(time.perf_counter() - call.due)
        self.selector.unregister(call.line)
        call.line.close()
        if call.reply[STATUS] != CREATED:
            raise NotSettled(call.reply[:600].decode(errors="replace"))
        return True
