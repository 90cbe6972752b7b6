"""The application with a bug put in on purpose, served by gunicorn to the tests of the checkers and to nobody else."""

from itertools import count
from typing import Any

from django.db import transaction

from config.wsgi import application
from settlement.counter.actions import settling as counter
from settlement.counter.api import views
from settlement.counter.rules.answers import StoredAnswer
from settlement.counter.rules.orders import Request
from settlement.counter.sql import LOCK, POST, Statement


def changed(statement: Statement, before: str, after: str) -> None:
    """Another text in a statement. Raises ValueError where the statement does not say so any more."""
    if statement.text.count(before) != 1:
        raise ValueError(f"{statement.name} does not say once: {before}")
    statement.text = statement.text.replace(before, after)


def without_lock() -> Any:
    """The annual account is read without a lock."""
    changed(LOCK, "FOR NO KEY UPDATE OF a", "")
    return application


def without_answer() -> Any:
    """What is settled is not kept under its key."""
    institution, key = (f"${POST.parameters.index(name) + 1}" for name in ("institution", "key"))
    changed(POST, f"SELECT {institution}, {key},", f"SELECT {institution}, left({key} || gen_random_uuid(), 64),")
    return application


def without_fingerprint() -> Any:
    """A key answers whatever is asked under it."""

    def replay(answer: StoredAnswer, request: Request) -> StoredAnswer:
        return answer

    counter.replay = replay
    return application


def without_proof() -> Any:
    """What the facts are about is not held against what is locked."""
    counter.check_locks = lambda *_: None
    return application


def acknowledged_early() -> Any:
    """Every tenth answer leaves before its transaction, which then fails."""
    numbers, settle = count(1), views.settle

    def too_soon(**asked: Any) -> Any:
        with transaction.atomic():
            answer = settle(**asked)
            transaction.set_rollback(next(numbers) % 10 == 0)
        return answer

    views.settle = too_soon
    return application
