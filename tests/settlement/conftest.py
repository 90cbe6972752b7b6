"""Fixtures of the settlement tests."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.settlement.scene import NOON
from tests.settlement.sessions import Other


@pytest.fixture
def at_noon() -> Iterator[None]:
    """The clock of the shell stands at noon of the scene's day."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def other(own_database: str) -> Iterator[Other]:
    session = Other(own_database)
    yield session
    session.close()
