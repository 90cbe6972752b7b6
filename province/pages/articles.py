"""The text of an article and what this system does about it: behind every article chip."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from province.pages.access import PUBLIC, page
from province.queries import register


@page(roles=PUBLIC)
def article(request: HttpRequest, ref: str) -> HttpResponse:
    """The whole article of HN-23 or of its obligation HN-23.4; alone, or as the inside of the dialog."""
    template = "province/article_text.html" if request.htmx else "province/article.html"
    return render(request, template, {"found": register.article(ref), "ref": ref})
