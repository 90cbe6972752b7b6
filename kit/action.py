"""What every action is: one transaction, and a domain error for what the database does not do."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import ParamSpec, TypeVar

from django.apps import apps
from django.db import IntegrityError, InterfaceError, OperationalError, transaction

from kit.errors import Busy, ConstraintBroken

P = ParamSpec("P")
R = TypeVar("R")

ATTEMPTS = 5


def action(work: Callable[P, R]) -> Callable[P, R]:
    """Run the work in one transaction, which an action called by another one joins.

    Raises what the work raises. What a named constraint refuses becomes ConstraintBroken, a lock that was not had in
    time, a deadlock and a broken connection become Busy. What violates no named constraint is raised as it came.
    """

    @wraps(work)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            with transaction.atomic():
                return work(*args, **kwargs)
        except IntegrityError as error:
            raise explain(error) from error
        except (OperationalError, InterfaceError) as error:
            raise Busy from error

    return run


def persistent(work: Callable[P, R]) -> Callable[P, R]:
    """Run an action anew that was Busy, some times over: for what another system reports, which nobody sits before.

    Inside another action it runs once, since that one's transaction is lost with it. Raises Busy in the end.
    """

    @wraps(work)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        for _ in range(0 if transaction.get_connection().in_atomic_block else ATTEMPTS - 1):
            with suppress(Busy):
                return work(*args, **kwargs)
        return work(*args, **kwargs)

    return run


def explain(error: Exception) -> ConstraintBroken:
    """Return the domain error of a violated constraint, looked up by its name among those of all models.

    Its code is the constraint's `violation_error_code`, else its name in capitals. Raises the error again as it came
    where it violates no named constraint: a fault of ours, not the sender's.
    """
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    constraints = (constraint for model in apps.get_models() for constraint in model._meta.constraints)
    constraint = next((constraint for constraint in constraints if constraint.name == name), None)
    if constraint is None:
        raise error
    code = constraint.violation_error_code or constraint.name.upper()
    return ConstraintBroken(str(constraint.violation_error_message), code=code)
