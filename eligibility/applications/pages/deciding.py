"""Every step that somebody takes on the screen of an application: one POST, one action, then the next case."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from eligibility.applications import actions as act
from eligibility.applications.forms.review import ApproveForm, DenyForm, GapForm, OpinionForm, ReasonForm
from eligibility.applications.models import TreatmentApplication
from eligibility.applications.pages.case import QUEUES, desk, found
from eligibility.applications.policy import Applying
from eligibility.applications.queries.applications import next_in
from kit.clock import today
from kit.errors import DomainError
from kit.forms import PageForm
from province.frame.access import page, who
from province.frame.steps import Action
from province.law.queries.policy import article_against, current_policy
from province.staff.words import Role

Page = Callable[[HttpRequest, int], HttpResponseBase]


def _take(
    request: HttpRequest,
    case: TreatmentApplication,
    form: PageForm | None,
    name: str,
    said: str,
    step: Callable[[], object],
) -> HttpResponse:
    """Take the step, or show the screen again with what refused it."""
    if form is not None and not form.is_valid():
        return desk(request, case, **{name: form})
    try:
        step()
    except DomainError as refused:
        if form is None:
            raise
        form.refuse(refused, article_against(refused))
        return desk(request, found(request, case.pk), **{name: form})
    messages.success(request, said)
    return _onward(request, case)


def _onward(request: HttpRequest, case: TreatmentApplication) -> HttpResponse:
    """The next case of this role's queue; when there is none, the queue says so."""
    queue = QUEUES.get(Role(who(request).role))
    if queue is None:
        return redirect("eligibility:applications")
    following = next_in(queue(who(request)), case)
    return redirect("eligibility:case", following.pk) if following else redirect("eligibility:applications")


def _plain(verb: Action, roles: list[Role], said: str) -> Page:
    """A step that needs nothing but the confirmation."""

    def view(request: HttpRequest, pk: int) -> HttpResponse:
        case = found(request, pk)
        done = said.format(number=case.number, name=case.person.name)
        return _take(request, case, None, "", done, lambda: verb(application=case, by=who(request), on=today()))

    return require_POST(page(roles=roles)(view))


transmit = _plain(act.transmit, [Role.INSURANCE_OFFICE], "{number} 已盖章并报送参保地经办机构。")
submit = _plain(act.submit, [Role.INSURANCE_OFFICE, Role.CLERK], "{number} 已报送。")
supplement = _plain(
    act.supplement, [Role.PHYSICIAN, Role.INSURANCE_OFFICE, Role.CLERK], "{number} 的补正材料已交回经办机构。"
)
accept = _plain(act.accept, [Role.CLERK], "已受理 {number}（{name}），审核期限自今日起算。")
file = _plain(act.file, [Role.CLERK], "{number}（{name}）已备案。")


def _with_reason(verb: Action, name: str, roles: list[Role], said: str) -> Page:
    """A step that must say why."""

    def view(request: HttpRequest, pk: int) -> HttpResponse:
        case, form = found(request, pk), ReasonForm(request.POST, prefix=name)
        done = said.format(number=case.number)

        def step() -> object:
            return verb(application=case, why=form.cleaned_data["why"], by=who(request), on=today())

        return _take(request, case, form, f"{name}_form".replace("-", "_"), done, step)

    return require_POST(page(roles=roles)(view))


hand_back = _with_reason(act.hand_back, "hand-back", [Role.INSURANCE_OFFICE], "{number} 已退责任医师修改。")
withdraw = _with_reason(
    act.withdraw, "withdraw", [Role.PHYSICIAN, Role.INSURANCE_OFFICE, Role.CLERK], "{number} 已撤回。"
)


@require_POST
@page(roles=[Role.CLERK])
def return_for_correction(request: HttpRequest, pk: int) -> HttpResponse:
    case = found(request, pk)
    papers = current_policy()[Applying].materials.on(today())
    form = GapForm(request.POST, papers=papers, prefix="gap")

    def step() -> TreatmentApplication:
        return act.return_for_correction(application=case, gaps=form.gaps(), by=who(request), on=today())

    return _take(request, case, form, "gap_form", f"{case.number} 已退回补正，缺件已一次告知。", step)


@require_POST
@page(roles=[Role.EXPERT])
def give_opinion(request: HttpRequest, pk: int) -> HttpResponse:
    case, form = found(request, pk), OpinionForm(request.POST, prefix="opinion")
    return _take(
        request,
        case,
        form,
        "opinion_form",
        f"{case.number} 的专家意见已签署。",
        _given(act.give_opinion, request, case, form),
    )


@require_POST
@page(roles=[Role.REVIEWER])
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    case, form = found(request, pk), ApproveForm(request.POST, prefix="approve")
    said = f"已通过 {case.number}（{case.person.name}，{case.drug.generic_name}）。"
    return _take(request, case, form, "approve_form", said, _given(act.approve, request, case, form))


@require_POST
@page(roles=[Role.REVIEWER])
def deny(request: HttpRequest, pk: int) -> HttpResponse:
    case, form = found(request, pk), DenyForm(request.POST, prefix="deny")
    said = f"{case.number}（{case.person.name}）审核不通过，理由已记录。"
    return _take(request, case, form, "deny_form", said, _given(act.deny, request, case, form))


def _given(verb: Action, request: HttpRequest, case: TreatmentApplication, form: PageForm) -> Callable[[], object]:
    """The step with everything that the form holds."""
    return lambda: verb(application=case, by=who(request), on=today(), **form.cleaned_data)
