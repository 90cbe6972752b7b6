"""Pages that say what is wrong, which article it is by the act in use, and what to do."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

from kit.errors import Busy, DomainError, NotFound
from province.law.errors import StepAbsent
from province.law.queries.policy import article_against


def explain_on_page(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The page for a refusal; what is not there, or not yours, is the ordinary 404.

    A step that the act leaves out says so, and leads nowhere again.
    """
    if isinstance(error, NotFound):
        raise Http404 from error
    again = "" if isinstance(error, StepAbsent) else request.get_full_path()
    slots = {"error": error, "article": article_against(error), "again": again}
    return render(request, "errors/refused.html", slots, status=error.status)


def busy(error: Busy) -> HttpResponse:
    """A lock or the database did not answer in time; this page asks neither again."""
    response = HttpResponse(get_template("503.html").render(), status=error.status)
    response["Retry-After"] = str(error.retry_after)
    return response


def method_refused(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """The page for an address that was opened as it cannot be; whoever asks with the right method is told which."""
    response = render(request, "405.html", status=refused.status_code)
    response["Allow"] = refused["Allow"]
    return response
