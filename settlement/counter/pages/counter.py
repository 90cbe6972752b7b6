"""Settling in the browser, for a pharmacy without a point-of-sale system: find, preview, confirm; and take back."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from kit import clock
from kit.errors import FieldError, Malformed, NotFound, RuleRefused, WrongState
from kit.forms import PageForm
from physicians.institutions.queries import institution_of
from province.frame.access import page, who
from province.law.queries.policy import article_against, current_policy
from settlement.claims.pages.roles import COUNTER
from settlement.claims.queries import records
from settlement.claims.rules import Settled
from settlement.counter.actions import reversals
from settlement.counter.actions import settling as counter
from settlement.counter.api import wire
from settlement.counter.api.throttles import try_prices
from settlement.counter.errors import NoInstitution, PricesTried
from settlement.counter.pages.forms import FindForm, ReversalForm, SaleForm
from settlement.counter.policy import Settling
from settlement.counter.queries import prescriptions
from settlement.counter.queries import preview as counter_queries
from settlement.counter.queries.prescriptions import Dispensable
from settlement.counter.rules.orders import REFUSED, Caller, Outcome, Request

SETTLING = "/api/v1/settlements"


def fresh_key() -> str:
    """The idempotency key of one opened form."""
    return f"page-{uuid4().hex}"


def caller(request: HttpRequest) -> Caller:
    """The institution that the account works for. Raises NoInstitution."""
    place = institution_of(who(request))
    if place is None:
        raise NoInstitution
    return Caller(institution=place.pk, staff=who(request).pk)


@page(roles=COUNTER)
def find(request: HttpRequest) -> HttpResponse:
    """A prescription by its number."""
    form = FindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        rxno = form.cleaned_data["rxno"].strip()
        try:
            prescriptions.dispensable(rxno=rxno, institution=caller(request).institution, on=clock.today())
        except NotFound:
            form.add_error("rxno", "没有找到这张处方，或者患者没有选定本机构。")
        else:
            return redirect("settlement:sale", rxno)
    return render(request, "settlement/find.html", {"form": form})


@sensitive_post_parameters("certno")
@page(roles=COUNTER)
def sale(request: HttpRequest, rxno: str) -> HttpResponse:
    """The sale's form; sent, what it would come to, with the button that settles it."""
    found, form = _form(request, rxno)
    heard = Heard()
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            document = form.document()
            order = wire.order(document, clock.today())
            try_prices(caller(request).institution, document)
            counter_queries.preview(order=order, by=caller(request), at=clock.now(), render=heard)
            heard.raise_refusal()
    context = {"prescription": found, "form": form, "preview": heard.result, "today": clock.today()}
    return render(request, "settlement/sale.html", context)


@sensitive_post_parameters("certno")
@require_POST
@page(roles=COUNTER)
def settle(request: HttpRequest, rxno: str) -> HttpResponse:
    """Settles what the preview showed; sent twice, it is settled once."""
    found, form = _form(request, rxno)
    if form.is_valid():
        with refusals_in(form):
            document = form.document()
            order, asked = wire.order(document, clock.today()), _asked(form, SETTLING, document)
            try_prices(caller(request).institution, document)
            outcome = counter.settle(
                order=order, request=asked, by=caller(request), at=clock.now(), render=wire.RENDERING
            )
            return _settled(request, outcome)
    return render(request, "settlement/sale.html", {"prescription": found, "form": form, "today": clock.today()})


@page(roles=COUNTER)
def reverse(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a settlement back, whole and once."""
    claim = records.one(pk=pk, user=who(request))
    form = ReversalForm(request.POST or None, initial={"key": fresh_key()})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            document = {"reason": form.cleaned_data["reason"]}
            asked = _asked(form, f"{SETTLING}/{pk}/reversal", document)
            outcome = reversals.reverse(
                claim=pk,
                reason=wire.reason(document),
                request=asked,
                by=caller(request),
                at=clock.now(),
                render=wire.RENDERING,
            )
            return _settled(request, outcome)
    return render(request, "settlement/reverse.html", {"claim": claim, "form": form})


def _settled(request: HttpRequest, outcome: Outcome) -> HttpResponse:
    """To the settlement that was stored. Raises RuleRefused where a refusal was stored instead."""
    told = json.loads(outcome.body)
    if outcome.status == REFUSED:
        fields = tuple(FieldError(each["field"], each["code"], each["detail"]) for each in told["errors"])
        raise RuleRefused(told["detail"], code=told["code"], fields=fields)
    messages.success(request, f"已办理，结算编号 {told['setl_id']}，个人负担 {told['psn_part_amt']} 元。")
    return redirect("settlement:claim", int(told["setl_id"]))


def _asked(form: PageForm, route: str, document: dict[str, object]) -> Request:
    return Request(key=wire.key(form.cleaned_data["key"]), fingerprint=wire.fingerprint(route, document))


@contextmanager
def refusals_in(form: PageForm) -> Iterator[None]:
    """What is refused inside is shown in the form; another's record stays a 404, a busy database a 503."""
    try:
        yield
    except (RuleRefused, Malformed, WrongState, PricesTried) as error:
        form.refuse(error, article_against(error))


class Heard:
    """Keeps a result or a refusal as the value it is, for a page to show."""

    result: Settled | None = None
    refusal: RuleRefused | None = None

    def settled(self, settled: Settled) -> str:
        self.result = settled
        return ""

    def refused(self, refusal: RuleRefused) -> str:
        self.refusal = refusal
        return ""

    def raise_refusal(self) -> None:
        if self.refusal is not None:
            raise self.refusal


def _form(request: HttpRequest, rxno: str) -> tuple[Dispensable, SaleForm]:
    found = prescriptions.dispensable(rxno=rxno, institution=caller(request).institution, on=clock.today())
    medical_type = _medical_type(caller(request).institution[:1], found.setting, clock.today())
    initial = {"key": fresh_key(), "credential": "02"}
    return found, SaleForm(request.POST or None, prescription=found, medical_type=medical_type, initial=initial)


def _medical_type(kind: str, setting: str, on: date) -> str:
    """The first code of the policy that this kind of institution uses for this setting."""
    channel = {"P": "pharmacy", "H": "hospital"}[kind]
    types = current_policy()[Settling].medical_types.on(on)
    return next(code for code, each in types.items() if each.setting == setting and channel in each.channels)
