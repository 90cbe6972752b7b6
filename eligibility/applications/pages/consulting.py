"""While a case waits for the expert: since when, for whom, and how he is urged or another is asked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from eligibility.applications import actions as act
from eligibility.applications.actions.consulting import ASKERS
from eligibility.applications.forms.review import AskExpertForm
from eligibility.applications.pages.case import STEPS, desk
from eligibility.applications.pages.shown import ASKING
from kit.clock import today
from kit.errors import DomainError
from province.frame.access import page, who
from province.law.queries.policy import article_against


@page(roles=ASKERS, owner="eligibility:case", deed="催办专家", steps=["application.give_opinion"])
def urge(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        act.urge(application=STEPS.find(who(request), pk), by=who(request), on=today())
        messages.success(request, "已催办，专家的待签署列表中会标明。")
    except DomainError as refused:
        messages.error(request, refused.message)
    return redirect("eligibility:case", pk)


@page(roles=ASKERS, owner="eligibility:case", deed="请专家", steps=["application.give_opinion"])
def ask_expert(request: HttpRequest, pk: int) -> HttpResponse:
    case = STEPS.find(who(request), pk)
    form = AskExpertForm(request.POST, field=case.chosen_drug.field)
    if form.is_valid():
        try:
            act.ask_expert(application=case, **form.cleaned_data, by=who(request), on=today())
        except DomainError as refused:
            form.refuse(refused, article_against(refused))
        else:
            messages.success(request, f"已请{form.cleaned_data['expert'].name}签署意见。")
            return redirect("eligibility:case", pk)
    return desk(request, case, {ASKING: form})
