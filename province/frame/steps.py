"""A page that does one step: a form, what will happen, a confirmation. The view says what, `perform` does the rest."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from acts.rules import Verdict
from kit.errors import DomainError
from kit.forms import PageForm
from province.frame.panels import Panel
from province.law.queries.policy import article_against

# An action as the page of its step calls it: with what the form says, by name.
Action = Callable[..., object]


@dataclass(frozen=True)
class Step:
    """What the page of one step shows.

    title heads the page, crumbs lead back (words, address), button is the step in a word, consequence says what
    will happen to whom, done what has happened, back where it leads; demand is what the acts cite an article for;
    typed is a word that must be typed; panels is what floors above say of the thing.
    """

    title: str
    button: str
    consequence: str
    done: str
    back: str
    crumbs: tuple[tuple[str, str], ...] = ()
    demand: str = ""
    tone: str = "primary"
    typed: str = ""
    lead: str = ""
    verdicts: tuple[Verdict, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    panels: tuple[Panel, ...] = ()


def perform(request: HttpRequest, form: PageForm, step: Step, do: Callable[[dict[str, Any]], object]) -> HttpResponse:
    """Return the page of a step; once its form holds, take the step and lead back.

    What the step refuses stands in the form.
    """
    if request.method == "POST" and form.is_valid():
        # The browser asked for the word; whoever got round the browser is asked again.
        if step.typed and request.POST.get("typed", "").strip() != step.typed:
            form.add_error(None, ValidationError(f"请输入“{step.typed}”确认。", "NOT_TYPED"))
        elif _do_or_refuse(form, do):
            messages.success(request, step.done)
            return redirect(step.back)
    return render(request, "components/step_page.html", {"form": form, "step": step})


def _do_or_refuse(form: PageForm, do: Callable[[dict[str, Any]], object]) -> bool:
    try:
        do(form.cleaned_data)
    except DomainError as refused:
        form.refuse(refused, article_against(refused))
        return False
    return True
