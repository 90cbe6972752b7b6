"""A real server on a database of the test's own: for what must go over the network."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.databases import Databases
from tools.stack.system import System


@contextmanager
def serving(databases: Databases, name: str, workers: int = 2) -> Iterator[str]:
    """Gunicorn on that database; gives its address."""
    system = System({**databases.variables(name), "PORT": "0", "WEB_WORKERS": str(workers)})
    try:
        system.start(("web",))
        if not system.await_web():
            raise RuntimeError("the server did not answer")
        yield system.address
    finally:
        system.end()
