"""Taking back in the browser: a settlement whole, or a part of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kit import clock
from kit.money import yuan
from province.frame.access import page, who
from province.frame.cloakroom import form_data
from settlement.claims.models import Claim
from settlement.claims.pages.roles import COUNTER
from settlement.claims.pages.tables import state_of
from settlement.claims.queries import records
from settlement.claims.words import ClaimState
from settlement.counter.actions import returns as partial_returns
from settlement.counter.actions import reversals
from settlement.counter.pages.desk import caller_of, fresh_key, refusals_in, settled_or_raise, to_claim
from settlement.counter.pages.forms import PartialReturnForm, ReversalForm
from settlement.counter.queries.answers import value_of
from settlement.counter.rules.answers import Answers


@page(roles=COUNTER)
def reverse(request: HttpRequest, pk: int, answers: Answers) -> HttpResponse:
    """Takes a settlement back, whole and once."""
    claim = records.one(pk=pk, user=who(request))
    form = ReversalForm(form_data(request), initial={"key": fresh_key()})
    if not form.is_bound and not stands(claim):
        return nothing_to_take_back(request, claim)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            reversal = reversals.reverse(
                claim=pk,
                reason=form.cleaned_data["reason"],
                note=form.cleaned_data["note"],
                request=form.request(f"reversal of {pk}"),
                by=caller_of(request),
                at=clock.now(),
                answers=answers,
            )
            return to_claim(request, reversal)
    return render(
        request,
        "settlement/reverse.html",
        {"claim": claim, "form": form, "stands": stands(claim)},
    )


@page(roles=COUNTER)
def return_part(request: HttpRequest, pk: int, answers: Answers) -> HttpResponse:
    """Takes a part of a settlement back, and settles what is kept anew."""
    claim = records.one(pk=pk, user=who(request))
    form = PartialReturnForm(form_data(request), claim=claim, initial={"key": fresh_key()})
    if not form.is_bound and not stands(claim):
        return nothing_to_take_back(request, claim)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            claim_of_rest = settled_or_raise(
                value_of(
                    partial_returns.return_part(
                        claim=pk,
                        rest=form.rest,
                        reason=form.cleaned_data["reason"],
                        note=form.cleaned_data["note"],
                        request=form.request(f"partial return of {pk}"),
                        by=caller_of(request),
                        at=clock.now(),
                        answers=answers,
                    ),
                    caller_of(request),
                )
            )
            back = yuan(claim.patient - claim_of_rest.sums.patient)
            messages.success(request, f"已办理部分退药，请退还患者 {back} 元；保留部分的结算编号 {claim_of_rest.id}。")
            return redirect("settlement:claim", claim_of_rest.id)
    return render(
        request,
        "settlement/return_part.html",
        {"claim": claim, "form": form, "stands": stands(claim)},
    )


def nothing_to_take_back(request: HttpRequest, claim: Claim) -> HttpResponse:
    """To the settlement, whose page leads on to what became of it, with the reason why no form is opened."""
    if claim.reverses_id is not None:
        words = f"结算 {claim.pk} 本身就是撤销记录，不能再退。"
    elif hasattr(claim, "continuation"):
        words = f"结算 {claim.pk} 已办理过退药，再退请从保留部分的结算 {claim.continuation.pk} 办理。"
    else:
        words = f"结算 {claim.pk} 已经整笔撤销，没有可退的。要重新销售，请从处方办理。"
    messages.warning(request, words)
    return redirect("settlement:claim", claim.continuation.pk if hasattr(claim, "continuation") else claim.pk)


def stands(claim: Claim) -> bool:
    """Say whether there is something to take back: a sale, and nothing of it taken back yet."""
    return state_of(claim) is ClaimState.SETTLED
