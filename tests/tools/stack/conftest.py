"""Stacks of the tests' own, with production settings: what a crash may lose is what is tested."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools.stack.stack import Stack


@pytest.fixture
def open_stack(tmp_path: Path) -> Iterator[Callable[..., Stack]]:
    """Makes stacks by name, the same name being the same folder; all are stopped afterwards."""
    made: list[Stack] = []

    def make(name: str = "stack", without: frozenset[str] = frozenset()) -> Stack:
        made.append(Stack(tmp_path / name, without=without))
        return made[-1]

    yield make
    for stack in made:
        stack.stop()


@pytest.fixture
def stack(open_stack: Callable[..., Stack]) -> Stack:
    stack = open_stack()
    stack.start()
    return stack
