"""The first page after signing in: what waits, and the next obvious action."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from province.pages import nav
from province.pages.access import ANYONE, page, who


@page(roles=ANYONE)
def home(request: HttpRequest) -> HttpResponse:
    entries = nav.entries(who(request), request.path)
    waiting = sorted((entry for entry in entries if entry.waiting.total), key=_pressing)
    quiet = [entry for entry in entries if not entry.waiting.total]
    return render(request, "province/home.html", {"waiting": waiting, "quiet": quiet})


def _pressing(entry: nav.Entry) -> tuple[bool, bool]:
    """Overdue first, then due soon; places of equal weight keep their order."""
    return not entry.waiting.overdue, not entry.waiting.soon
