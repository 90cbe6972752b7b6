"""The search box of the top bar: each app registers how it finds its own things.

The words travel in the body, never in the address: they may be an identity number.
"""

import unicodedata
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
_finders: list[tuple[frozenset[str], Finder, tuple[str, ...]]] = []


def register(roles: Iterable[str], finder: Finder, *by: str) -> None:
    """Let these roles find things; the finder sees only what is visible to the account, `by` says what may be typed."""
    _finders.append((frozenset(roles), finder, by))


def searched_by(role: str) -> list[str] | None:
    """Return what this role may type, in the order of the floors; None where it may search for nothing."""
    mine = [by for roles, _, by in _finders if role in roles]
    return list(dict.fromkeys(chain.from_iterable(mine))) if mine else None


def _hint(account: Account) -> str:
    """What may be typed, and how much of it: as far as this account finds by it."""
    by = searched_by(account.role) or []
    names = "名称和姓名写两个字以上即可，也可写全拼或首字母" if any(not one.endswith("号") for one in by) else ""
    numbers = "编号须写全" if any(one.endswith("号") for one in by) else ""
    ends = "，申请号也可只写后 8 位" if "申请号" in by else ""
    how = "；".join(part for part in (names, numbers + ends) if part)
    return f"可以查找：{'、'.join(by)}。{how}。" if by else ""


@sensitive_post_parameters("words")
@page(roles=ANYONE)
def search(request: HttpRequest) -> HttpResponse:
    """Show what the words find, or go to the one thing that they do."""
    asked = (form_data(request) or QueryDict()).get("words", "").replace("\0", "")
    words = unicodedata.normalize("NFKC", asked).strip()[:60]
    account = who(request)
    finders = [finder for roles, finder, _ in _finders if account.role in roles] if words else []
    hits = list(islice(chain.from_iterable(finder(account, words) for finder in finders), MOST_HITS))
    if len(hits) == 1:
        return redirect(hits[0].url)
    return render(request, "province/search.html", {"words": words, "hits": hits, "hint": _hint(account)})
