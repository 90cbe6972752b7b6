"""The number of the request that is being answered: in its answer's header, in its problem, in the log."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import uuid4

_SHAPE = re.compile(r"[0-9A-Za-z-]{8,64}")
_current: ContextVar[str] = ContextVar("request id", default="")


@contextmanager
def numbered(proposal: str = "") -> Iterator[str]:
    """Give everything inside one number: the proposal, if it is one, else a fresh one."""
    number = proposal if _SHAPE.fullmatch(proposal) else uuid4().hex
    token = _current.set(number)
    try:
        yield number
    finally:
        _current.reset(token)


def request_id() -> str:
    """Return the number of the current request; nothing outside of one."""
    return _current.get()
