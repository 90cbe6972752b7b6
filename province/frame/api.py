"""The page of codes: where the `type` of every problem leads."""

from collections.abc import Callable, Iterable

from csp.middleware import CSPMiddleware
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import decorator_from_middleware

from province.frame.access import PUBLIC, page
from province.frame.problems import Entry, catalogue, place_of

# Page middleware is kept off /api/; the few pages there bring the security policy along.
with_policy = decorator_from_middleware(CSPMiddleware)


@with_policy
@page(roles=PUBLIC)
def problems(request: HttpRequest, rules: Callable[[], Iterable[Entry]], code: str = "") -> HttpResponse:
    """Every code with its status, sentence and article, those of the rules last; or one, as its address names it."""
    every = {entry.code: entry for entry in (*catalogue(), *rules())}.values()
    entries = [entry for entry in every if not code or place_of(entry.code).endswith(f"/{code}")]
    if not entries:
        raise Http404
    return render(request, "province/problems.html", {"entries": entries, "one": bool(code)})
