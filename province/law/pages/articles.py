"""The text of an article and what this system does about it: behind every article chip."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from acts.register import Article, UnknownObligation
from province.frame.access import PUBLIC, page
from province.law.queries.policy import register_in_use


@dataclass(frozen=True)
class Words:
    """A stretch of an article's own text; `is_clause` where these words ask for something."""

    text: str
    is_clause: bool


@page(roles=PUBLIC)
def article(request: HttpRequest, ref: str) -> HttpResponse:
    """Show a whole article, named by itself or by an obligation of it; alone, or as the inside of the dialog."""
    register = register_in_use()
    try:
        row = register.article(ref)
    except UnknownObligation as error:
        raise Http404 from error
    act = next(act for act in register.acts if act.id == row.act)
    template = "province/article_text.html" if getattr(request, "htmx", False) else "province/article.html"
    context = {"act": act, "article": row, "ref": ref, "paragraphs": list(_paragraphs(row, ref))}
    return render(request, template, context)


def _paragraphs(article: Article, ref: str) -> Iterator[list[Words]]:
    """Yield the article's own words, the clause of the obligation that was asked for apart; else every clause."""
    clauses = {obligation.id: obligation.clause for obligation in article.obligations if obligation.clause}
    wording = {clauses[ref]} if ref in clauses else set(clauses.values())
    longest_first = "|".join(re.escape(clause) for clause in sorted(wording, key=len, reverse=True))
    for paragraph in article.wording:
        parts = re.split(f"({longest_first})", paragraph) if wording else [paragraph]
        yield [Words(part, part in wording) for part in parts if part]
