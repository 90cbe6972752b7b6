"""What every action is: one transaction, in which a broken constraint is told in its own sentence."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import IntegrityError, transaction

from province.errors import explain

P = ParamSpec("P")
R = TypeVar("R")


def act(action: Callable[P, R]) -> Callable[P, R]:
    """Run the action in one transaction; what a named constraint refuses becomes ConstraintBroken."""

    @wraps(action)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            with transaction.atomic():
                return action(*args, **kwargs)
        except IntegrityError as error:
            raise explain(error) from error

    return run
