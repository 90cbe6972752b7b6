"""Staff accounts: what their owners and the administrators do to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from kit.action import action
from kit.clock import now
from kit.deeds import Deed
from kit.locks import lock_rows
from province.areas.models import Agency, Area
from province.events.actions.recording import record, record_each
from province.staff.deeds import CHANGE_PASSWORD, DISABLE, ENABLE, OPEN, RESET_PASSWORD, SIGN_IN, SIGN_OUT, TRANSFER
from province.staff.errors import AccountDisabled, AccountEnabled, OwnAccount, UsernameTaken
from province.staff.models import Account
from province.staff.words import Role


@dataclass(frozen=True, kw_only=True)
class NewAccount:
    """One person's account to be: who, in which one role, for which area and public body."""

    username: str
    name: str
    role: Role
    area: Area | None = None
    agency: Agency | None = None


def open_account(*, account: NewAccount, password: str, by: Account | None, on: date) -> Account:
    """Open one account with a first password that its owner must change. Raises what `open_accounts` raises."""
    return open_accounts(accounts=[account], password=password, by=by, on=on)[0]


@action
def open_accounts(
    *, accounts: Iterable[NewAccount], password: str, by: Account | None, on: date, must_change_password: bool = True
) -> list[Account]:
    """Open accounts with one first password, hashed once. Raises UsernameTaken, ConstraintBroken."""
    wanted = list(accounts)
    taken = Account.objects.filter(username__in=[new.username for new in wanted]).order_by("username").first()
    if taken:
        raise UsernameTaken(name=taken.username)
    kept = make_password(password)
    opened = Account.objects.bulk_create(
        Account(
            username=new.username,
            name=new.name,
            role=new.role,
            area=new.area,
            agency=new.agency,
            password=kept,
            must_change_password=must_change_password,
        )
        for new in wanted
    )
    record_each(OPEN, [(account.pk, account.area_id or "") for account in opened], by=by, on=on)
    return opened


@action
def transfer(*, account: Account, to: NewAccount, by: Account | None, on: date) -> Account:
    """Correct the name, or give the person another role, area or public body; the username stays.

    Raises OwnAccount where somebody would give himself another role, ConstraintBroken.
    """
    held = _locked(account)
    if held == by and held.role != to.role:
        raise OwnAccount
    before, held.role = held.role, to.role
    held.name, held.area, held.agency = to.name, to.area, to.agency
    held.save(update_fields=["name", "role", "area", "agency"])
    record(TRANSFER, held, by=by, on=on, before=before, after=to.role)
    return held


@action
def disable(*, account: Account, why: str, by: Account | None, on: date) -> Account:
    """Turn the person away from the next request on. Raises OwnAccount, AccountDisabled."""
    held = _locked(account)
    if held == by:
        raise OwnAccount
    if not held.is_active:
        raise AccountDisabled
    return _switched(held, False, DISABLE, why, by, on)


@action
def enable(*, account: Account, why: str, by: Account | None, on: date) -> Account:
    """Let the person in again. Raises AccountEnabled."""
    held = _locked(account)
    if held.is_active:
        raise AccountEnabled
    return _switched(held, True, ENABLE, why, by, on)


@action
def reset_password(*, account: Account, new: str, by: Account | None, on: date) -> Account:
    """Give a new first password, which the owner must change; sessions that are open end with the old one."""
    held = _locked(account)
    held.set_password(new)
    held.must_change_password = True
    held.save(update_fields=["password", "must_change_password"])
    record(RESET_PASSWORD, held, by=by, on=on)
    return held


def _locked(account: Account) -> Account:
    """Two changes of one account come one after the other, each of what the other left."""
    return lock_rows(Account.objects.filter(pk=account.pk)).get()


def _switched(held: Account, active: bool, step: Deed, why: str, by: Account | None, on: date) -> Account:
    held.is_active = active
    held.save(update_fields=["is_active"])
    record(step, held, by=by, on=on, why=why)
    return held


@action
def change_password(*, account: Account, new: str, by: Account, on: date) -> Account:
    """Keep a new password, already checked against the password rules, and end the obligation to change it."""
    account = _locked(account)
    account.set_password(new)
    account.must_change_password = False
    account.password_changed_at = now()
    account.save(update_fields=["password", "must_change_password", "password_changed_at"])
    record(CHANGE_PASSWORD, account, by=by, on=on)
    return account


def sign_in(*, by: Account, on: date) -> None:
    """Note that somebody signed in; the session is not part of the record."""
    record(SIGN_IN, by, by=by, on=on)


def sign_out(*, by: Account, on: date) -> None:
    """Note that somebody signed out."""
    record(SIGN_OUT, by, by=by, on=on)
