"""Whose files they are, what a worker has to do, and the list behind an address."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature
from django.db import connection
from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.urls import Resolver404, resolve

from kit.errors import Busy
from kit.pages.export import WholeList, WholeRequest, list_signer
from province.exports.errors import ListGone
from province.exports.models import LONGEST_ADDRESS, ListExport
from province.exports.words import KEPT, ExportState
from province.staff.models import Account

UNAVAILABLE = 503
PATIENCE = "15min"
TICKET_LASTS = timedelta(days=1)
# What else, besides role and area, decides which rows an account sees; the floors above say it.
_parts: list[Callable[[Account], str]] = []


def register_part(part: Callable[[Account], str]) -> None:
    """Have a part of an account's place asked for by a floor above."""
    _parts.append(part)


def place_of(account: Account) -> str:
    """Return in which role, area and institution an account works now; empty for one that is closed."""
    if not account.is_active:
        return ""
    parts = [
        account.role.value,
        account.area_id or "",
        str(account.agency_id or ""),
        *(part(account) for part in _parts),
    ]
    return "/".join(parts)


def visible_to(user: Account) -> QuerySet[ListExport]:
    """Return the files that an account asked for: its own and no others, whatever its role."""
    return ListExport.objects.filter(account=user).order_by("-pk")


def kept_of(user: Account) -> QuerySet[ListExport]:
    """Return what waits, is written or lies ready for an account."""
    return visible_to(user).filter(state__in=KEPT)


def waiting() -> QuerySet[ListExport]:
    """Return what a worker has to write."""
    return ListExport.objects.filter(state=ExportState.WAITING).select_related("account")


def address_of(ticket: str) -> str:
    """Return the address that a list on a page asked to be taken away by. Raises ListGone for any other."""
    try:
        address = list_signer().unsign(ticket, max_age=TICKET_LASTS)
    except BadSignature:
        raise ListGone from None
    if len(address) > LONGEST_ADDRESS:
        raise ListGone
    return address


def whole_list(address: str, account: Account) -> WholeList:
    """Return all rows of the list at an address as the account sees it, by the page's own view and its own guard.

    Raises ListGone where it may not be opened or taken away now, Busy where that could not be found out.
    """
    path, _, query = address.partition("?")
    request = WholeRequest()
    request.method, request.path, request.path_info, request.user = "GET", path, path, account
    request.GET = QueryDict(query)
    try:
        match = resolve(path)
        request.resolver_match = match
        answer = match.func(request, *match.args, **match.kwargs)
    except (Resolver404, Http404, PermissionDenied):
        raise ListGone from None
    if answer.status_code == UNAVAILABLE:
        raise Busy
    if not isinstance(answer, WholeList):
        raise ListGone
    return answer


def path_of(stored_as: str) -> Path:
    """Return where a file lies: beside the papers, where no web server looks."""
    return settings.DOCUMENT_ROOT / "exports" / stored_as


@contextmanager
def patient_statements() -> Iterator[None]:
    """Let the statements inside take as long as a large list needs."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = %s", [PATIENCE])
    try:
        yield
    finally:
        if connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("RESET statement_timeout")
