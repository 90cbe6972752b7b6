"""The system as benchmarks and fault tests start it: production settings, parts that are killed and started again."""

from collections.abc import Iterator
from http.client import HTTPConnection

import pytest

from tools.stack.stack import Stack
from tools.stack.system import System, answers, production_system

pytestmark = [pytest.mark.prove, pytest.mark.xdist_group("run")]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stack, System]]:
    with production_system(tmp_path_factory.mktemp("system")) as served:
        yield served


def test_a_client_without_tls_is_sent_to_it(served: tuple[Stack, System]) -> None:
    connection = HTTPConnection(served[1].address.removeprefix("http://"))
    connection.request("GET", "/login/")
    answer = connection.getresponse()
    assert (answer.status, (answer.getheader("Location") or "")[:8]) == (301, "https://")
    connection.close()


def test_a_killed_web_comes_back_on_its_port(served: tuple[Stack, System]) -> None:
    system, before = served[1], served[1].address
    system.kill_part("web")
    assert not answers(before)
    system.start_part("web")
    assert system.await_web()
    assert system.address == before


def test_the_web_outlives_a_restart_of_the_database(served: tuple[Stack, System]) -> None:
    stack, system = served
    assert answers(system.address)
    stack.postgres.restart_at_once()
    assert system.await_web()
