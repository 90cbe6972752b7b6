"""What is done to an institution: registered, contracted, stopped, given an API client."""

from functools import partial

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from kit.clock import today
from kit.forms import PageForm
from physicians.agreements import actions as agreements
from physicians.agreements.forms import AgreementForm, EndForm
from physicians.clients import actions as api_clients
from physicians.clients.forms import ClientForm, RevocationForm
from physicians.clients.models import ApiClient
from physicians.institutions import actions as institutions
from physicians.institutions.forms import InstitutionForm, ResumptionForm, SuspensionForm
from physicians.institutions.models import Institution
from physicians.institutions.pages.roles import REGISTRARS, SIGNERS, STOPPERS
from physicians.institutions.queries import visible_to
from province.frame.access import page, who
from province.frame.cloakroom import form_data
from province.frame.steps import Action, Step, perform

LIST = ("定点机构", "physicians:institutions")


def _institution(request: HttpRequest, pk: str) -> Institution:
    return get_object_or_404(visible_to(who(request)), pk=pk)


def _perform(
    request: HttpRequest,
    row: Institution,
    form: PageForm,
    words: tuple[str, str, str],
    do: Action,
    tone: str = "primary",
    typed: str = "",
) -> HttpResponseBase:
    """The page of a step on the institution; words are title, consequence and demand."""
    title, consequence, demand = words
    back = reverse("physicians:institution", args=[row.pk])
    crumbs = ((LIST[0], reverse(LIST[1])), (row.name, back))
    success = f"{row.name} 已{title}。"
    step = Step(f"{title}：{row.name}", title, consequence, success, back, crumbs, demand, tone, typed)
    return perform(request, form, step, lambda values: do(by=who(request), on=today(), **values))


@page(roles=REGISTRARS)
def register(request: HttpRequest) -> HttpResponseBase:
    back = reverse(LIST[1])
    words = "登记后签订医保协议，机构才成为定点机构。"
    step = Step("登记机构", "登记", words, "机构已登记。", back, ((LIST[0], back),), "designation_agreement")
    do = partial(institutions.register, by=who(request), on=today())
    return perform(request, InstitutionForm(form_data(request)), step, lambda values: do(**values))


@page(roles=SIGNERS)
def sign_agreement(request: HttpRequest, pk: str) -> HttpResponseBase:
    row = _institution(request, pk)
    words = ("签订协议", "协议期内该机构为定点机构，全省认可。", "designation_agreement")
    form = AgreementForm(form_data(request))
    return _perform(request, row, form, words, partial(agreements.sign, institution=row))


@page(roles=STOPPERS)
def end_agreement(request: HttpRequest, pk: str) -> HttpResponseBase:
    row = _institution(request, pk)
    words = ("终止协议", "末个有效日之后该机构不能再结算，选定它的患者须另选机构。", "agreement_end")
    form = EndForm(form_data(request), from_system={"last_day": today()})
    do = partial(agreements.end, institution=row)
    return _perform(request, row, form, words, do, tone="danger", typed=row.name)


@page(roles=STOPPERS)
def suspend_institution(request: HttpRequest, pk: str) -> HttpResponseBase:
    row = _institution(request, pk)
    words = ("暂停", "自起始日起该机构不能结算，恢复之后继续。", "institution.suspend")
    form = SuspensionForm(form_data(request), from_system={"first": today()})
    return _perform(request, row, form, words, partial(institutions.suspend, institution=row), tone="danger")


@page(roles=STOPPERS)
def resume_institution(request: HttpRequest, pk: str) -> HttpResponseBase:
    row = _institution(request, pk)
    words = ("恢复", "自恢复日起该机构可以结算。", "institution.resume")
    form = ResumptionForm(form_data(request), from_system={"first": today()})
    return _perform(request, row, form, words, partial(institutions.resume, institution=row))


@page(roles=REGISTRARS, once=True)
def issue_client(request: HttpRequest, pk: str) -> HttpResponseBase:
    """The secret is shown on the answer to this POST and nowhere else."""
    row = _institution(request, pk)
    form = ClientForm(form_data(request))
    context = {"institution": row, "form": form}
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        client_id, secret = api_clients.issue(institution=row, name=name, by=who(request), on=today())
        context |= {"client_id": client_id, "secret": secret}
    return render(request, "physicians/client.html", context)


@page(roles=REGISTRARS)
def revoke_client(request: HttpRequest, pk: str, client: int) -> HttpResponseBase:
    row = _institution(request, pk)
    client_row = get_object_or_404(ApiClient, pk=client, institution=row)
    words = (
        "停用客户端",
        f"{client_row.name}（{client_row.client_id[:8]}…）不能再取得令牌；已发出的令牌在下一次请求时失效。",
        "",
    )
    form = RevocationForm(form_data(request))
    return _perform(request, row, form, words, partial(api_clients.revoke, client=client_row), tone="danger")
