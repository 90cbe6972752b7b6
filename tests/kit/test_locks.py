"""The one way to lock rows: nobody goes round it, who only points to a locked row is not kept waiting."""

import ast
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg2
import pytest
from django.db import connection, transaction
from django.db.models import QuerySet

from kit.locks import lock_free_rows, lock_rows
from province.areas.models import Area
from tests.factories.province import AreaFactory
from tests.test_words import CODE


def test_nobody_else_locks_rows() -> None:
    calls = {
        path
        for path, module in CODE.items()
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and node.attr == "select_for_update"
    }
    assert calls == {"kit/locks.py"}


@contextmanager
def session(url: str) -> Iterator[psycopg2.extensions.cursor]:
    """Another session, which does not wait."""
    with closing(psycopg2.connect(url)) as other, other.cursor() as cursor:
        cursor.execute("SET lock_timeout = '50ms'")
        yield cursor


def cities() -> QuerySet[Area]:
    return Area.objects.filter(pk__in=["430100", "430200"])


def test_a_locked_row_is_not_changed_but_may_be_pointed_to(own_database: str) -> None:
    AreaFactory(code="430100")
    with transaction.atomic(), session(own_database) as other:
        lock_rows(cities()).get()
        other.execute("SELECT 1 FROM province_area WHERE code = '430100' FOR KEY SHARE")
        with pytest.raises(psycopg2.errors.LockNotAvailable):
            other.execute("UPDATE province_area SET name = '' WHERE code = '430100'")


def test_work_that_comes_round_again_passes_by_what_another_has(own_database: str) -> None:
    AreaFactory(code="430100")
    AreaFactory(code="430200")
    with session(own_database) as other, transaction.atomic():
        other.execute("SELECT 1 FROM province_area WHERE code = '430100' FOR UPDATE")
        assert [area.pk for area in lock_free_rows(cities())] == ["430200"]


@pytest.mark.django_db
def test_rows_are_locked_alone_and_in_the_order_of_their_keys() -> None:
    assert connection.vendor == "postgresql"
    text = str(lock_rows(cities().select_related("parent").order_by("-name")).query)
    assert text.endswith('ORDER BY "province_area"."code" ASC FOR NO KEY UPDATE OF "province_area"')
