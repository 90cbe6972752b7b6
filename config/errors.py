"""What never reached a view: a problem for programs under /api/, a page for people elsewhere."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults

from config.middleware import API_PREFIX
from kit.api.errors import Fault
from kit.errors import Malformed, NotFound, NotPermitted
from province.frame.problems import answer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be read, or is longer than anything that is read."""
    if isinstance(exception, RequestDataTooBig) and not _of_program(request):
        return render(request, "413.html", status=413)
    return answer(Malformed()) if _of_program(request) else defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that is not allowed."""
    return answer(NotPermitted()) if _of_program(request) else defaults.permission_denied(request, exception)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that is none."""
    return answer(NotFound()) if _of_program(request) else defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a request on which the house failed."""
    return answer(Fault()) if _of_program(request) else defaults.server_error(request)


def _of_program(request: HttpRequest) -> bool:
    return request.path_info.startswith(API_PREFIX)
