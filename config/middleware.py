"""Where a request comes from; and page middleware for pages only, the API goes past it."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from province.events.actions.recording import acting_from

API_PREFIX = "/api/"

Handler = Callable[[HttpRequest], HttpResponse]


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
    """Runs settings.PAGE_MIDDLEWARE for every path outside /api/, in the listed order."""

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
        return self.through_pages(request)

    def process_view(self, request: HttpRequest, view: Handler, args: object, kwargs: object) -> HttpResponse | None:
        """Ask each page middleware before the view, in order; return the first answer there is."""
        if request.path_info.startswith(API_PREFIX):
            return None
        for process in self.views:
            response: HttpResponse | None = process(request, view, args, kwargs)
            if response is not None:
                return response
        return None
