"""The stack under test, one for a run: DEBUG off, every commit on the disk, four sync workers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.site import Site, open_site, production_stack
from tools.stack.stack import Stack
from tools.stack.system import System


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with production_stack(tmp_path_factory.mktemp("faults")) as running:
        yield running


@pytest.fixture
def kind() -> type[System]:
    """How the site's web is served; a test that wants it otherwise overrides this."""
    return System


@pytest.fixture
def site(stack: Stack, kind: type[System], tmp_path: Path) -> Iterator[Site]:
    with open_site(stack, tmp_path.name, tmp_path / "history.jsonl", kind) as opened:
        yield opened
