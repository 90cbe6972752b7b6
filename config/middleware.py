"""Page middleware for pages only; the API goes past it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

API_PREFIX = "/api/"

Handler = Callable[[HttpRequest], HttpResponse]


class PagesOnly:
    """Runs settings.PAGE_MIDDLEWARE for every path outside /api/, in the listed order."""

    def __init__(self, get_response: Handler) -> None:
        self.straight = get_response
        self.views: list[Any] = []
        handler = get_response
        for path in reversed(settings.PAGE_MIDDLEWARE):
            middleware = import_string(path)(handler)
            if hasattr(middleware, "process_view"):
                self.views.insert(0, middleware.process_view)
            handler = middleware
        self.through_pages = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(API_PREFIX):
            return self.straight(request)
        return self.through_pages(request)

    def process_view(self, request: HttpRequest, view: Handler, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.path_info.startswith(API_PREFIX):
            return None
        for process in self.views:
            response: HttpResponse | None = process(request, view, args, kwargs)
            if response is not None:
                return response
        return None
