"""The page of codes: where the `type` of every problem leads."""

from collections.abc import Callable, Iterable

from csp.middleware import CSPMiddleware
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import decorator_from_middleware

from province.frame.access import PUBLIC, page
from province.frame.rules import BY_STATUS, FOR_GOOD, Entry, catalogue
from province.law.queries.policy import current_policy

PAGES = "pages"

# Page middleware is kept off /api/; the few pages there bring the security policy along.
with_policy = decorator_from_middleware(CSPMiddleware)


@with_policy
@page(roles=PUBLIC)
def problems(request: HttpRequest, rules: Callable[[], Iterable[Entry]], code: str = "") -> HttpResponse:
    """Every code that a program can be answered, by status, with what to do; or any one, as its address names it.

    `rules` gives those of the API; the address `pages` has those that only people meet.
    """
    of_api = {entry.code: entry for entry in rules()}
    others = {entry.code: entry for entry in catalogue(current_policy()) if entry.code not in of_api}
    if code and code != PAGES:
        one = next((entry for entry in (*of_api.values(), *others.values()) if entry.place.endswith(f"/{code}")), None)
        if one is None:
            raise Http404
        return render(request, "province/problem.html", {"entry": one, "of_api": one.code in of_api})
    entries = sorted((others if code else of_api).values(), key=lambda entry: (entry.status, entry.code))
    slots = {"entries": entries, "of_api": not code, "advice": BY_STATUS.items(), "kept": FOR_GOOD}
    return render(request, "province/problems.html", slots)
