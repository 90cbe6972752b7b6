"""A stack as a whole: secrets kept, found again, two at once, the broker's queue in a crash."""

import json
import time
from collections.abc import Callable
from threading import Thread

import pytest
import redis

from tools.stack.files import StackError, local, province_folder
from tools.stack.stack import Stack, local_environment


def test_secrets_are_random_and_readable_by_their_owner_only(stack: Stack) -> None:
    state = stack.base / "state.json"
    assert state.stat().st_mode & 0o077 == 0
    keys = json.loads(state.read_text())["keys"]
    assert len(set(keys.values())) == len(keys) == 5


def test_a_second_start_finds_the_same_keys_and_is_quick(stack: Stack, open_stack: Callable[..., Stack]) -> None:
    first = stack.environment()
    stack.stop()
    began = time.monotonic()
    again = open_stack().start()
    assert time.monotonic() - began < 2
    assert again == first


def test_two_starts_of_one_stack_at_once_make_one(open_stack: Callable[..., Stack]) -> None:
    found: list[dict[str, str]] = []
    starts = [Thread(target=lambda twin: found.append(twin.start()), args=(open_stack(),)) for _ in range(2)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert len(found) == 2
    assert found[0] == found[1]


def test_two_copies_at_once_keep_apart(stack: Stack, open_stack: Callable[..., Stack]) -> None:
    mine, theirs = stack.environment(), open_stack("other").start()
    assert not set(mine.values()) & set(theirs.values())


def test_a_queued_message_survives_kill_9(stack: Stack) -> None:
    with redis.Redis.from_url(stack.valkey.url) as client:
        client.rpush("queue", "one")
    stack.valkey.kill()
    assert not stack.valkey.answers()
    stack.start()
    with redis.Redis.from_url(stack.valkey.url) as client:
        assert client.lrange("queue", 0, -1) == [b"one"]


def test_an_address_in_the_environment_is_served_by_nobody_here(open_stack: Callable[..., Stack]) -> None:
    half = open_stack("half", without=frozenset({"DATABASE_URL"}))
    assert {"DATABASE_URL", "OWNER_DATABASE_URL"}.isdisjoint(half.start())
    assert not half.postgres.home.exists()


def test_a_command_of_this_project_is_not_led_away_from_a_database_that_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/dual")
    assert local_environment() == {}


@pytest.fixture
def without_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """The suite's own stack must not answer for the province."""
    monkeypatch.delenv("LOCAL_DIR", raising=False)


@pytest.mark.usefixtures("without_place")
@pytest.mark.parametrize("province", ["qingyuan", "../qingyuan", "/elsewhere/qingyuan/"])
def test_a_province_keeps_its_data_here_under_its_name_wherever_its_folder_stands(
    province: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROVINCE", province)
    assert province_folder() == local("qingyuan")


@pytest.mark.usefixtures("without_place")
def test_a_folder_that_would_share_its_data_with_a_shipped_act_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROVINCE", "/elsewhere/hunan")
    with pytest.raises(StackError, match="call the folder otherwise"):
        province_folder()
