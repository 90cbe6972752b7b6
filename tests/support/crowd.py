"""Many clients at once, each in a thread with a connection of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connections

from kit.errors import Busy

T = TypeVar("T")
PATIENCE = 20


def at_once(works: Sequence[Callable[[], T]]) -> list[T | Exception]:
    """Start all works at the same moment; each one's result, or what it raised."""
    start = Barrier(len(works))

    def run(work: Callable[[], T]) -> T | Exception:
        try:
            start.wait()
            return work()
        except Exception as error:  # the test looks at it
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def patiently(work: Callable[[], T]) -> Callable[[], T]:
    """As a client does: told to come back, it comes back with the same key."""

    def again() -> T:
        for _ in range(PATIENCE):
            try:
                return work()
            except Busy:
                continue
        raise AssertionError("the counter stayed busy")

    return again
