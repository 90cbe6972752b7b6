"""What every action is: one transaction, in which a broken constraint is told in its own sentence."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import IntegrityError, transaction

from province.errors import explain

P = ParamSpec("P")
R = TypeVar("R")


def action(work: Callable[P, R]) -> Callable[P, R]:
    """Run the work in one transaction; what a named constraint refuses becomes ConstraintBroken."""

    @wraps(work)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            with transaction.atomic():
                return work(*args, **kwargs)
        except IntegrityError as error:
            raise explain(error) from error

    return run
