"""Staff accounts: what their owners and the administrators do to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session

from kit.action import action
from kit.clock import now
from kit.deeds import Deed
from kit.locks import lock_rows
from province.areas.models import Agency, Area
from province.events.actions.recording import record, record_each
from province.events.announcements import announce
from province.staff.announcements import AccountLeft
from province.staff.deeds import CHANGE_PASSWORD, DISABLE, ENABLE, OPEN, RESET_PASSWORD, SIGN_IN, SIGN_OUT, TRANSFER
from province.staff.errors import AccountDisabled, AccountEnabled, OwnAccount, UsernameTaken
from province.staff.models import Account, UsedPassword
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
    new_accounts = list(accounts)
    namesake = Account.objects.filter(username__in=[new.username for new in new_accounts]).order_by("username").first()
    if namesake:
        raise UsernameTaken(name=namesake.username)
    password_hash = make_password(password)
    rows = Account.objects.bulk_create(
        Account(
            username=new.username,
            name=new.name,
            role=new.role,
            area=new.area,
            agency=new.agency,
            password=password_hash,
            must_change_password=must_change_password,
            password_changed_at=now(),
        )
        for new in new_accounts
    )
    UsedPassword.objects.bulk_create(UsedPassword(account=account, password=password_hash) for account in rows)
    record_each(OPEN, [(account.pk, account.area_id or "") for account in rows], by=by, on=on)
    return rows


@action
def transfer(*, account: Account, to: NewAccount, by: Account | None, on: date) -> Account:
    """Correct the name, or give the person another role, area or public body; the username stays.

    Raises OwnAccount where somebody would give himself another role, ConstraintBroken.
    """
    row = _lock(account)
    if row == by and row.role != to.role:
        raise OwnAccount
    has_left = (row.role, row.area_id) != (to.role, to.area.pk if to.area else None)
    before, row.role = row.role, to.role
    row.name, row.area, row.agency = to.name, to.area, to.agency
    row.save(update_fields=["name", "role", "area", "agency"])
    record(TRANSFER, row, by=by, on=on, before=before, after=to.role)
    if has_left:
        announce(AccountLeft(account_id=row.pk, why=f"{row.name}已调整岗位", by=by, on=on))
    return row


@action
def disable(*, account: Account, why: str, by: Account | None, on: date) -> Account:
    """Turn the person away from the next request on. Raises OwnAccount, AccountDisabled."""
    row = _lock(account)
    if row == by:
        raise OwnAccount
    if not row.is_active:
        raise AccountDisabled
    _switch(row, False, DISABLE, why, by, on)
    announce(AccountLeft(account_id=row.pk, why=f"{row.name}的账号已停用", by=by, on=on))
    return row


@action
def enable(*, account: Account, why: str, by: Account | None, on: date) -> Account:
    """Let the person in again. Raises AccountEnabled."""
    row = _lock(account)
    if row.is_active:
        raise AccountEnabled
    return _switch(row, True, ENABLE, why, by, on)


@action
def reset_password(*, account: Account, new: str, by: Account | None, on: date) -> Account:
    """Give a new first password, which the owner must change; sessions that are open end with the old one."""
    row = _lock(account)
    _set_password(row, new, must_change=True)
    record(RESET_PASSWORD, row, by=by, on=on)
    return row


def _lock(account: Account) -> Account:
    """Two changes of one account come one after the other, each of what the other left."""
    return lock_rows(Account.objects.filter(pk=account.pk)).get()


def _switch(row: Account, active: bool, step: Deed, why: str, by: Account | None, on: date) -> Account:
    row.is_active = active
    row.save(update_fields=["is_active"])
    record(step, row, by=by, on=on, why=why)
    return row


@action
def change_password(*, account: Account, new: str, by: Account, on: date) -> Account:
    """Keep a new password, already checked against the password rules, and end the obligation to change it."""
    account = _lock(account)
    _set_password(account, new, must_change=False)
    record(CHANGE_PASSWORD, account, by=by, on=on)
    return account


def _set_password(row: Account, new: str, *, must_change: bool) -> None:
    row.set_password(new)
    row.must_change_password, row.password_changed_at = must_change, now()
    row.save(update_fields=["password", "must_change_password", "password_changed_at"])
    UsedPassword.objects.create(account=row, password=row.password)


def sign_in(*, by: Account, on: date) -> None:
    """Note that somebody signed in; the session is not part of the record."""
    record(SIGN_IN, by, by=by, on=on)


def sign_out(*, by: Account, on: date) -> None:
    """Note that somebody signed out."""
    record(SIGN_OUT, by, by=by, on=on)


@action
def forget_ended_sessions(*, at: datetime) -> int:
    """Drop the sessions that are over, and what was put aside in their store and not collected; return how many."""
    number, _ = Session.objects.filter(expire_date__lt=at).delete()
    return number
