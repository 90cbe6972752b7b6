"""The page of codes: where the `type` of every problem leads."""

from csp.middleware import CSPMiddleware
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import decorator_from_middleware

from province.api.problems import catalogue, place_of
from province.pages.access import PUBLIC, page

# Page middleware is kept off /api/; the few pages there bring the security policy along.
with_policy = decorator_from_middleware(CSPMiddleware)


@with_policy
@page(roles=PUBLIC)
def problems(request: HttpRequest, code: str = "") -> HttpResponse:
    """Every code with its status, sentence and article; or one, as its own address names it."""
    entries = [entry for entry in catalogue() if not code or place_of(entry.code).endswith(f"/{code}")]
    if not entries:
        raise Http404
    return render(request, "province/problems.html", {"entries": entries, "one": bool(code)})
