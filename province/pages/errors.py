"""Pages that say what is wrong, which article it is, and what to do."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from province.errors import Busy, DomainError, NotFound


def explained(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The page for a refusal; what is not there, or not yours, is the ordinary 404."""
    if isinstance(error, NotFound):
        raise Http404 from error
    context = {"error": error, "again": request.get_full_path()}
    response = render(request, "errors/refused.html", context, status=error.status)
    if isinstance(error, Busy):
        response["Retry-After"] = str(error.retry_after)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 (Django passes it)
    return render(request, "403_csrf.html", status=403)
