"""The text of an article and what this system does about it: behind every article chip."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from acts.register import UnknownObligation
from province.frame.access import PUBLIC, page
from province.law.queries.policy import register_in_use


@page(roles=PUBLIC)
def article(request: HttpRequest, ref: str) -> HttpResponse:
    """Show a whole article, named by itself or by an obligation of it; alone, or as the inside of the dialog."""
    register = register_in_use()
    try:
        found = register.article(ref)
    except UnknownObligation as error:
        raise Http404 from error
    act = next(act for act in register.acts if act.id == found.act)
    template = "province/article_text.html" if getattr(request, "htmx", False) else "province/article.html"
    return render(request, template, {"act": act, "article": found, "ref": ref})
