"""A session ends when nobody has used it for a while, and after a working day in any case."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from kit.clock import now

BEGAN = "began_at"
USED = "used_at"
SECONDS_BETWEEN_NOTES = 60


class SessionLimits:
    """Ends sessions by settings.SESSION_IDLE_SECONDS and settings.SESSION_COOKIE_AGE.

    The last use is noted at most once a minute, so that a page seldom costs a write. A session that
    was not begun by signing in here has no beginning, and is given one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            end_or_note(request)
        return self.get_response(request)


def end_or_note(request: HttpRequest) -> None:
    """End a session that is over; the page then finds nobody signed in and asks."""
    second = int(now().timestamp())
    idle = second - request.session.get(USED, second)
    age = second - request.session.get(BEGAN, second)
    if idle > settings.SESSION_IDLE_SECONDS or age > settings.SESSION_COOKIE_AGE:
        logout(request)
        messages.info(request, "登录已超时，请重新登录。")
        return
    if BEGAN not in request.session:
        request.session[BEGAN] = second
    if second - request.session.get(USED, 0) >= SECONDS_BETWEEN_NOTES:
        request.session[USED] = second
