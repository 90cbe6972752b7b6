"""What of a yearly limit may still be paid."""

from decimal import Decimal


def remaining(limit: Decimal, payments: Decimal) -> Decimal:
    """Return what is left of a limit: never below nothing, also where it was lowered under what is paid."""
    return max(limit - payments, Decimal("0.00"))
