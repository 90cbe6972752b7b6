"""The counter's locks: which, in which order, and what a client is told who does not get one."""

from collections.abc import Callable
from threading import Thread
from typing import Any

import psycopg2
import pytest
from django.db import connection, connections

from eligibility.prescriptions.words import CareSetting
from kit.errors import Busy
from settlement.claims.models import Claim
from settlement.counter.actions.posting import STATEMENT_MONTHS
from settlement.counter.errors import InFlight
from settlement.counter.models import Answer
from settlement.counter.queries.answers import LOCK, answer_under
from settlement.counter.sql import FACTS
from tests.settlement.scene import Scene
from tests.settlement.sessions import ACCOUNT, ENTITLEMENT, LINES, PRESCRIPTION, Other, settling
from tests.support.crowd import at_once


def with_an_account(**given: Any) -> Scene:
    """A scene whose account exists, made by an earlier sale."""
    scene = Scene(**given)
    scene.another().settle()
    return scene


def test_prescription_lines_come_before_the_entitlement_and_the_account(other: Other) -> None:
    scene = with_an_account()
    other.hold(LINES, scene.prescription.pk)
    with settling(scene, other) as outcomes:
        assert not other.free(PRESCRIPTION, scene.prescription.pk)
        assert other.free(ENTITLEMENT, scene.entitlement.pk)
        assert other.free(ACCOUNT, scene.person.pk)
    assert outcomes[0].status == 201


def test_the_entitlement_comes_before_the_account(other: Other) -> None:
    scene = with_an_account()
    other.hold(ENTITLEMENT, scene.entitlement.pk)
    with settling(scene, other) as outcomes:
        assert not other.free(LINES, scene.prescription.pk)
        assert other.free(ACCOUNT, scene.person.pk)
    assert outcomes[0].status == 201


def test_the_account_comes_last_and_all_the_others_are_held(other: Other) -> None:
    scene = with_an_account()
    other.hold(ACCOUNT, scene.person.pk)
    with settling(scene, other) as outcomes:
        assert not other.free(LINES, scene.prescription.pk)
        assert not other.free(ENTITLEMENT, scene.entitlement.pk)
    assert outcomes[0].status == 201


def test_a_line_is_locked_even_where_the_person_has_no_entitlement_at_all(other: Other) -> None:
    scene = with_an_account()
    type(scene.prescription).objects.update(entitlement=None, setting=CareSetting.INPATIENT)
    other.hold(ACCOUNT, scene.person.pk)
    with settling(scene, other):
        assert not other.free(LINES, scene.prescription.pk)


def test_a_twin_is_told_at_once_while_the_first_waits(other: Other) -> None:
    scene = with_an_account()
    order = scene.order()
    other.hold(ACCOUNT, scene.person.pk)

    def twin() -> None:
        other.wait_for_a_waiter()
        try:
            with pytest.raises(InFlight):
                scene.settle(order, "twin")
        finally:
            other.holding.rollback()

    first, _ = at_once([lambda: scene.settle(order, "twin"), twin])
    assert getattr(first, "status", first) == 201


def test_whoever_asks_for_the_answer_to_a_key_in_flight_is_told_to_wait(other: Other) -> None:
    scene = Scene()
    other.run(other.holding, LOCK, f"{scene.caller.institution} k1")
    with pytest.raises(InFlight):
        answer_under(key="k1", by=scene.caller)


def test_a_lock_held_too_long_is_busy_and_stores_nothing(other: Other) -> None:
    scene = with_an_account()
    other.hold(ACCOUNT, scene.person.pk)
    with pytest.raises(Busy):
        scene.settle(key="k1")
    assert not Answer.objects.filter(key="k1").exists()
    other.holding.rollback()
    assert scene.settle(key="k1").status == 201


def test_a_months_close_keeps_the_counter_waiting(other: Other) -> None:
    scene = with_an_account()
    other.run(other.holding, "SELECT pg_advisory_xact_lock(%s, %s)", STATEMENT_MONTHS, 202611)
    with pytest.raises(Busy):
        scene.settle()


def test_facts_are_read_after_the_locks_not_with_them(other: Other) -> None:
    """What changed while a lock was waited for is seen."""
    scene = with_an_account()
    other.hold(ENTITLEMENT, scene.entitlement.pk)
    order, outcomes = scene.order(), []
    thread = Thread(target=lambda: (outcomes.append(scene.settle(order)), connections.close_all()))
    thread.start()
    other.wait_for_a_waiter()
    with other.holding.cursor() as cursor:
        cursor.execute(
            "INSERT INTO eligibility_suspension (entitlement_id, period, cause, note)"
            " VALUES (%s, '[2026-11-23,)', 'investigation', '')",
            [scene.entitlement.pk],
        )
    other.holding.commit()
    thread.join()
    assert "ENTITLEMENT_SUSPENDED" in outcomes[0].body


def statements(work: Callable[[], object]) -> list[str]:
    seen: list[str] = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        work()
    return seen


def test_a_settlement_takes_three_statements_and_so_does_everything_else(own_database: str) -> None:
    scene = Scene()
    order = scene.order()
    settled = scene.settle(order, "k1")
    scene.settle(scene.order(total=order.total + 1))
    scene.preview(order)
    assert len(statements(lambda: scene.settle(scene.order()))) == 3
    assert len(statements(lambda: scene.settle(scene.order(total=order.total + 1)))) == 3
    assert len(statements(lambda: scene.settle(order, "k1"))) == 1
    assert len(statements(lambda: scene.preview(order))) == 1
    claim = Claim.objects.get(answers__key="k1")
    scene.another().reverse(Claim.objects.exclude(pk=claim.pk).get().pk)
    assert len(statements(lambda: scene.reverse(claim.pk))) == 3
    assert settled.status == 201


def test_a_connection_that_broke_while_idle_is_replaced_once(own_database: str) -> None:
    scene = Scene()
    scene.settle()
    kill(own_database)
    assert scene.settle().status == 201
    assert Claim.objects.count() == 2


def test_a_connection_that_breaks_under_way_is_busy_and_the_same_key_finds_out(
    own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = Scene()
    order = scene.order()
    scene.settle(scene.order(scene.line(codes=())))
    run = FACTS.run
    monkeypatch.setattr(FACTS, "run", lambda **values: (kill(own_database), run(**values))[1])
    with pytest.raises(Busy):
        scene.settle(order, "k1")
    monkeypatch.undo()
    assert scene.settle(order, "k1").status == 201


def kill(url: str) -> None:
    """End every other session of this database, as a restart would."""
    session = psycopg2.connect(url)
    session.autocommit = True
    with session.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = current_user"
        )
    session.close()
