"""Another session of the database, which holds rows and looks which ones are taken."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import psycopg2
from django.db import connections
from psycopg2.errors import LockNotAvailable

from kit.errors import DomainError
from tests.settlement.scene import Scene

LINES = "SELECT id FROM eligibility_prescriptionline WHERE prescription_id = %s"
PRESCRIPTION = "SELECT rxno FROM eligibility_prescription WHERE rxno = %s"
ENTITLEMENT = "SELECT id FROM eligibility_entitlement WHERE id = %s"
ACCOUNT = "SELECT id FROM settlement_annualaccount WHERE person_id = %s"


class Other:
    """Another session of the database, which holds a row and looks which ones are taken."""

    def __init__(self, url: str) -> None:
        self.holding, self.looking = psycopg2.connect(url), psycopg2.connect(url)
        self.looking.autocommit = True

    def hold(self, rows: str, *values: Any) -> None:
        self.run(self.holding, f"{rows} FOR UPDATE", *values)

    def run(self, session: Any, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with session.cursor() as cursor:
            cursor.execute(statement, values)
            return list(cursor.fetchall())

    def free(self, rows: str, *values: Any) -> bool:
        """Whether nobody holds one of the rows."""
        try:
            self.run(self.looking, f"{rows} FOR UPDATE NOWAIT", *values)
        except LockNotAvailable:
            return False
        return True

    def wait_for_a_waiter(self) -> None:
        waiting = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        while not self.run(self.looking, waiting):
            pass

    def close(self) -> None:
        self.holding.close()
        self.looking.close()


@contextmanager
def settling(scene: Scene, other: Other) -> Iterator[list[Any]]:
    """A settlement that waits for what the other session holds; inside, the other looks around or changes something.
    The list has what came of it, or what it raised, after the block."""
    order, outcomes = scene.order(), []

    def run() -> None:
        try:
            outcomes.append(scene.settle(order))
        except DomainError as refused:
            outcomes.append(refused)
        finally:
            connections.close_all()

    thread = Thread(target=run)
    thread.start()
    other.wait_for_a_waiter()
    yield outcomes
    other.holding.rollback()
    thread.join()
