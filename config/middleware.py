"""The number of a request and where it comes from; and page middleware for pages only, the API goes past it."""

import logging
import time
from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.module_loading import import_string

from kit.errors import Busy
from kit.identity import mask_text
from kit.request_id import numbered
from physicians.clients.api.tokens import Client
from province.events.actions.recording import acting_from
from province.frame.error_pages import busy, method_refused
from province.frame.problems import answer

log = logging.getLogger(__name__)
requests = logging.getLogger("requests")

API_PREFIX = "/api/"
METHOD_NOT_ALLOWED = 405
LONGEST_PATH = 200

Handler = Callable[[HttpRequest], HttpResponse]


class RequestId:
    """Every request has a number, which its answer carries, and one line in the log: what is refused at the level of a
    warning, the rest as information. The proxy may have given the number; a sender's own is not taken."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        proposal = request.META.get("HTTP_X_REQUEST_ID", "") if settings.BEHIND_PROXY else ""
        begin = time.monotonic()
        with numbered(proposal) as number:
            response = self.get_response(request)
        response["X-Request-Id"] = number
        level = logging.INFO if response.status_code < 400 else logging.WARNING
        if requests.isEnabledFor(level):
            requests.log(level, "%s %s", number, line_of(request, response, time.monotonic() - begin))
        return response


def line_of(request: HttpRequest, response: HttpResponse, seconds: float) -> str:
    """Say in one line what was asked, by whom and what came of it; no query and no personal number stands in it."""
    path = mask_text(request.path)[:LONGEST_PATH].encode("unicode_escape").decode()
    caller = vars(request).get("user")
    institution = caller.institution if type(caller) is Client else "-"
    code = getattr(response, "problem_code", "-")
    method = request.method if request.method and request.method.isalpha() else "?"
    return f"{method} {path} {response.status_code} {code} {institution} {seconds * 1000:.0f} ms"


class Origin:
    """Every event that a request records names the address it came from.

    Behind the proxy that is the last address it was forwarded for: earlier ones are the sender's own words.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.BEHIND_PROXY:
            request.META["REMOTE_ADDR"] = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        with acting_from(_address(request.META.get("REMOTE_ADDR", ""))):
            return self.get_response(request)


def _address(text: str) -> str | None:
    try:
        return str(ip_address(text))
    except ValueError:
        return None


ViewProcess = Callable[[HttpRequest, Handler, object, object], HttpResponse | None]


class PagesOnly:
    """Runs settings.PAGE_MIDDLEWARE for every path outside /api/, in the listed order.

    A database that is away is a 503 wherever it is noticed: in a view, or where the session is read before it and
    written after it. A page that takes no such method says so in words. Nobody keeps a page that does not say how long:
    also the one that refuses or does not find names the account.
    """

    def __init__(self, get_response: Handler) -> None:
        self.straight = get_response
        self.views: list[ViewProcess] = []
        handler = get_response
        for path in reversed(settings.PAGE_MIDDLEWARE):
            middleware = import_string(path)(handler)
            if hasattr(middleware, "process_view"):
                self.views.insert(0, middleware.process_view)
            handler = middleware
        self.through_pages = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(API_PREFIX):
            request.get_host()  # refuses a name that is not ours, as the page middleware does
            return self.straight(request)
        try:
            response = self.through_pages(request)
        except (OperationalError, InterfaceError):
            log.warning("the database did not answer around a page", exc_info=True)
            return busy(Busy())
        if response.status_code == METHOD_NOT_ALLOWED:
            response = method_refused(request, response)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    def process_view(self, request: HttpRequest, view: Handler, args: object, kwargs: object) -> HttpResponse | None:
        """Ask each page middleware before the view, in order; return the first answer there is."""
        if request.path_info.startswith(API_PREFIX):
            return None
        for process in self.views:
            response: HttpResponse | None = process(request, view, args, kwargs)
            if response is not None:
                return response
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for a view that did not itself: one of the admin's, say."""
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        log.warning("the database did not answer a view", exc_info=exception)
        return answer(Busy()) if request.path_info.startswith(API_PREFIX) else busy(Busy())
