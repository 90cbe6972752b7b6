"""Staff accounts: what their owners and the administrators do to them."""

from datetime import date

from django.db import transaction

from province.actions.events import record
from province.clock import now
from province.models import Account


@transaction.atomic
def change_password(*, account: Account, new: str, by: Account, on: date) -> Account:
    """Keep a new password, already checked against the password rules, and end the obligation to change it."""
    account = Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    account.set_password(new)
    account.must_change_password = False
    account.password_changed_at = now()
    account.save(update_fields=["password", "must_change_password", "password_changed_at"])
    record(by=by, on=on, noun="account", object_id=account.pk, verb="change_password")
    return account


def sign_in(*, by: Account, on: date) -> None:
    """Note that somebody signed in; the session is not part of the record."""
    record(by=by, on=on, noun="account", object_id=by.pk, verb="sign_in")


def sign_out(*, by: Account, on: date) -> None:
    """Note that somebody signed out."""
    record(by=by, on=on, noun="account", object_id=by.pk, verb="sign_out")
