"""The same step for many cases at once: what was ticked is listed and confirmed, each case is answered by itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from eligibility.applications import actions as act
from eligibility.applications.forms.review import AssignForm
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.pages.queues import list_url
from eligibility.applications.queries import applications
from eligibility.applications.queries.applications import STATES_OF_OFFICERS
from eligibility.applications.queries.facts import read_for_rules
from eligibility.applications.queries.intake import doubt_at_intake
from eligibility.applications.queries.officers import officers_near
from eligibility.applications.words import ApplicationState
from kit.clock import today
from kit.errors import DomainError
from kit.pages.ticking import ticked_keys
from province.frame import nav
from province.frame.access import page, who
from province.staff.models import Account
from province.staff.words import Role


@dataclass(frozen=True)
class Answer:
    """What became of one of many, or would: `refusal` is why nothing."""

    case: TreatmentApplication
    refusal: str = ""


def ticked_cases(request: HttpRequest) -> list[TreatmentApplication]:
    """Return what was ticked and the account may see, the most pressing first."""
    rows = applications.visible_to(who(request)).filter(pk__in=ticked_keys(request.POST))
    return list(applications.in_order(applications.for_lists(rows)))


def answer_each(cases: Iterable[TreatmentApplication], do: Callable[[TreatmentApplication], object]) -> list[Answer]:
    """Take the step for each case in its own transaction; what refuses one leaves the others alone."""
    return [_answer(case, do) for case in cases]


def _answer(case: TreatmentApplication, do: Callable[[TreatmentApplication], object]) -> Answer:
    try:
        do(case)
    except DomainError as refused:
        return Answer(case, refused.message)
    return Answer(case)


def alone(case: TreatmentApplication, user: Account) -> str:
    """Return why a case is not accepted together with others; empty where it may be."""
    if case.state is not ApplicationState.SUBMITTED:
        return f"现在是“{case.get_state_display()}”，不必再受理。"
    if case.claimed_by is not None and case.claimed_by != user:
        return f"由{case.claimed_by.name}领办。"
    return doubt_at_intake(case, today())


@page(roles=[Role.CLERK], steps=["application.accept"], owner="eligibility:intake", deed="一起受理")
def accept_many(request: HttpRequest) -> HttpResponse:
    """List what was ticked; once that is confirmed, accept each and say what became of it."""
    user, cases, queue = who(request), ticked_cases(request), reverse("eligibility:intake")
    nav.stand_at(request, queue)
    if "confirmed" in request.POST:
        answers = answer_each(cases, lambda case: act.accept_complete(application=case, by=user, on=today()))
        return render(request, "eligibility/many_answers.html", {"answers": answers, "queue": queue, "done": "已受理"})
    read_for_rules(cases)
    answers = [Answer(case, alone(case, user)) for case in cases]
    return render(request, "eligibility/accept_many.html", {"answers": answers, "queue": queue, **_parts(answers)})


@page(roles=[*STATES_OF_OFFICERS, Role.SUPERVISOR], owner="eligibility:applications", deed="指派")
def assign_many(request: HttpRequest) -> HttpResponse:
    """List what was ticked, ask who shall have it, and say what became of each."""
    user, cases = who(request), ticked_cases(request)
    queue = list_url(cases[0], user) if cases else reverse("eligibility:applications")
    nav.stand_at(request, queue)
    officers = officers_near(user, *(case.state for case in cases))
    is_taken = any(case.claimed_by is not None for case in cases)
    form = AssignForm(request.POST if "confirmed" in request.POST else None, officers=officers, is_taken=is_taken)
    if form.is_bound and form.is_valid():
        do = partial(act.assign, **form.cleaned_data, by=user, on=today())
        answers = answer_each(cases, lambda case: do(application=case))
        words = f"由{form.cleaned_data['officer'].name}办理"
        return render(request, "eligibility/many_answers.html", {"answers": answers, "queue": queue, "done": words})
    context = {"form": form, "rows": [Answer(case) for case in cases], "queue": queue, "is_taken": is_taken}
    return render(request, "eligibility/assign_many.html", context, status=422 if form.is_bound else 200)


def _parts(answers: Iterable[Answer]) -> dict[str, list[Answer]]:
    rows = list(answers)
    return {
        "ready": [answer for answer in rows if not answer.refusal],
        "left": [answer for answer in rows if answer.refusal],
    }
