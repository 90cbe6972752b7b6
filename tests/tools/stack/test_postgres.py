"""The embedded PostgreSQL: two roles, and nothing lost in a crash."""

import os
import socket
from collections.abc import Callable
from contextlib import closing
from typing import Any

import psycopg2
import pytest

from tools.stack.postgres import OWNER
from tools.stack.stack import Stack


def rows(url: str, *statements: str) -> list[tuple[Any, ...]]:
    with closing(psycopg2.connect(url)) as connection, connection, connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def test_the_application_may_connect_but_makes_no_tables(stack: Stack) -> None:
    assert rows(stack.postgres.url, "SELECT current_user") == [("dual_app",)]
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        rows(stack.postgres.url, "CREATE TABLE mine (id int)")


def test_the_owner_of_the_database_migrates_and_is_no_superuser(stack: Stack) -> None:
    owner = stack.postgres.url_of(OWNER)
    rows(owner, "CREATE EXTENSION btree_gist", "CREATE TABLE ours (id int)")
    assert rows(owner, "SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = 'dual_owner'") == [(False, False)]


def test_an_acknowledged_commit_needs_the_disk(stack: Stack) -> None:
    safe = "SELECT setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit')"
    assert rows(stack.postgres.url, safe) == [("on",)] * 3


def test_what_was_committed_survives_kill_9_and_what_was_not_is_gone(stack: Stack) -> None:
    owner = stack.postgres.url_of(OWNER)
    rows(owner, "CREATE TABLE paid (amount numeric)", "INSERT INTO paid VALUES (70.00)")
    with closing(psycopg2.connect(owner)) as unfinished:
        unfinished.cursor().execute("INSERT INTO paid VALUES (60.00)")
        stack.postgres.kill()
    assert not stack.postgres.is_alive()
    stack.start()
    assert [str(amount) for (amount,) in rows(owner, "SELECT amount FROM paid")] == ["70.00"]


def test_a_process_file_that_names_a_stranger_is_not_believed(stack: Stack) -> None:
    stack.postgres.kill()
    left = stack.postgres.home / "postmaster.pid"
    left.write_text(left.read_text().replace(left.read_text().splitlines()[0], str(os.getpid()), 1))
    stack.start()
    assert stack.postgres.answers()


def test_a_port_that_was_taken_meanwhile_is_chosen_anew(stack: Stack) -> None:
    stack.stop()
    before = stack.postgres.kept["port"]
    with socket.create_server(("127.0.0.1", before)):
        stack.start()
        assert stack.postgres.kept["port"] != before
        assert Stack(stack.base).postgres.answers()


def test_someone_elses_server_on_our_port_is_not_taken_for_ours(stack: Stack, open_stack: Callable[..., Stack]) -> None:
    stack.stop()
    other = open_stack("other")
    other.start()
    stack.postgres.kept["port"] = other.postgres.kept["port"]
    stack.save()
    assert not stack.postgres.answers()
    stack.start()
    assert stack.postgres.kept["port"] != other.postgres.kept["port"]
