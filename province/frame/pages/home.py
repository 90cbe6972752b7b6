"""The first page after signing in: what waits, and the next obvious action. The frame has counted it already."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from province.frame.access import ANYONE, page


@page(roles=ANYONE)
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for the account."""
    return render(request, "province/home.html")
