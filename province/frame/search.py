"""The search box of the top bar: each app registers how it finds its own things.

The words travel in the body, never in the address: they may be an identity number.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain, islice

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from province.frame.access import ANYONE, page, who
from province.frame.cloakroom import form_data
from province.staff.models import Account

MOST_HITS = 30


@dataclass(frozen=True)
class Hit:
    """One thing found: its kind (申请, 参保人 ...), its name, a line about it, and its page."""

    kind: str
    label: str
    detail: str
    url: str


Finder = Callable[[Account, str], Iterable[Hit]]
_finders: list[tuple[frozenset[str], Finder]] = []


def register(roles: Iterable[str], finder: Finder) -> None:
    """Let these roles find things; the finder sees only what is visible to the account."""
    _finders.append((frozenset(roles), finder))


def can_search(role: str) -> bool:
    """Say whether there is anything that this role may search for."""
    return any(role in roles for roles, _ in _finders)


@sensitive_post_parameters("words")
@page(roles=ANYONE)
def search(request: HttpRequest) -> HttpResponse:
    """Show what the words find, or go to the one thing that they do."""
    words = (form_data(request) or QueryDict()).get("words", "").replace("\0", "").strip()[:60]
    account = who(request)
    finders = [finder for roles, finder in _finders if account.role in roles] if words else []
    hits = list(islice(chain.from_iterable(finder(account, words) for finder in finders), MOST_HITS))
    if len(hits) == 1:
        return redirect(hits[0].url)
    return render(request, "province/search.html", {"words": words, "hits": hits})
