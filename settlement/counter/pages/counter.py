"""Settling in the browser, for a pharmacy without a point-of-sale system: find, preview, confirm; and take back."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.debug import sensitive_post_parameters

from eligibility.people.actions import note_search
from kit import clock
from kit.errors import Malformed, NotFound, RuleRefused, WrongState
from kit.forms import PageForm
from kit.money import yuan
from physicians.institutions.queries import institution_of
from physicians.institutions.words import InstitutionKind
from province.frame.access import page, who
from province.frame.cloakroom import form_data
from province.law.queries.policy import article_against, current_policy
from settlement.claims.pages.roles import COUNTER
from settlement.claims.queries import records
from settlement.claims.rules import Settled
from settlement.counter.actions import returns, reversals
from settlement.counter.actions import settling as counter
from settlement.counter.actions.prices import PREVIEWS, SALES, try_prices
from settlement.counter.errors import NoInstitution
from settlement.counter.pages.forms import FindForm, PartialReturnForm, ReversalForm, SaleForm
from settlement.counter.policy import Settling
from settlement.counter.queries import prescriptions
from settlement.counter.queries.answers import value_of
from settlement.counter.queries.prescriptions import Dispensable
from settlement.counter.queries.preview import preview
from settlement.counter.rules.answers import Answers, StoredAnswer
from settlement.counter.rules.orders import Caller
from settlement.counter.words import Credential, Elsewhere

NOT_FOUND = (
    "没有找到处方：号码不对，没有还可结算的处方，或者患者没有选定本机构。"
    "急救或缺药的，请同时填写患者的公民身份号码或人员编号。"
)
BEGINS = "begin"


def caller_of(request: HttpRequest) -> Caller:
    """The institution that the account works for. Raises NoInstitution."""
    institution = institution_of(who(request))
    if institution is None:
        raise NoInstitution
    return Caller(institution=institution.pk, staff=who(request).pk)


def fresh_key() -> str:
    """The idempotency key of one opened form."""
    return f"page-{uuid4().hex}"


@contextmanager
def refusals_in(form: PageForm) -> Iterator[None]:
    """What is refused inside is shown in the form; another's record stays a 404, a busy database a 503."""
    try:
        yield
    except (RuleRefused, Malformed, WrongState) as error:
        form.refuse(error, article_against(error))


@page(roles=COUNTER)
def find(request: HttpRequest) -> HttpResponse:
    """A prescription by its number, or a patient's by hers; what waits here, and what today came to."""
    form, today, institution = FindForm(form_data(request)), clock.today(), caller_of(request).institution
    rows: tuple[Dispensable, ...] = ()
    if request.method == "POST" and form.is_valid():
        words, person = form.cleaned_data["rxno"], form.cleaned_data["certno"]
        with suppress(NotFound):
            prescriptions.dispensable(rxno=words, institution=institution, on=today)
            return redirect("settlement:sale", words)
        rxno = words if person else ""
        rows = prescriptions.open_of(person=person or words, institution=institution, on=today, rxno=rxno)
        # A patient may be anybody's: who looked stays on record.
        note_search(found=len(rows), by=who(request), on=today)
        if [row.here for row in rows] == [True]:
            return redirect("settlement:sale", rows[0].rxno)
        if not rows:
            form.add_error("rxno", NOT_FOUND)
    own = records.visible_to(who(request)).filter(institution=institution, purchase_day=today)
    context = {
        "form": form,
        "rows": rows,
        "reasons": list(Elsewhere),
        "waiting": prescriptions.waiting(institution=institution, on=today),
        "totals": records.totals(own),
    }
    return render(request, "settlement/find.html", context)


@sensitive_post_parameters("certno")
@page(roles=COUNTER)
def sale(request: HttpRequest, rxno: str) -> HttpResponse:
    """The sale's form; sent, what it would come to, with the button that settles it."""
    at, caller = clock.now(), caller_of(request)
    form, outcome, prices_left = sale_form(request, rxno, caller), None, None
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            order = form.order()
            prices_left = try_prices(caller.institution, order, PREVIEWS)
            outcome = settled_or_raise(preview(order=order, by=caller, at=at))
    context = {
        "prescription": form.prescription,
        "form": form,
        "preview": outcome,
        "prices_left": prices_left,
        "today": at.date(),
    }
    return render(request, "settlement/sale.html", context)


@sensitive_post_parameters("certno")
@page(roles=COUNTER, owner="settlement:sale", deed="结算")
def settle(request: HttpRequest, rxno: str, answers: Answers) -> HttpResponse:
    """Settles what the preview showed; sent twice, it is settled once."""
    at, caller = clock.now(), caller_of(request)
    form = sale_form(request, rxno, caller)
    if form.is_valid():
        with refusals_in(form):
            order = form.order()
            try_prices(caller.institution, order, SALES)
            key = form.request(f"sale {rxno}")
            return to_claim(request, counter.settle(order=order, request=key, by=caller, at=at, answers=answers))
    context = {"prescription": form.prescription, "form": form, "today": at.date()}
    return render(request, "settlement/sale.html", context)


@page(roles=COUNTER)
def reverse(request: HttpRequest, pk: int, answers: Answers) -> HttpResponse:
    """Takes a settlement back, whole and once."""
    claim = records.one(pk=pk, user=who(request))
    form = ReversalForm(form_data(request), initial={"key": fresh_key()})
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
    return render(request, "settlement/reverse.html", {"claim": claim, "form": form})


@page(roles=COUNTER)
def return_part(request: HttpRequest, pk: int, answers: Answers) -> HttpResponse:
    """Takes a part of a settlement back, and settles what is kept anew."""
    claim = records.one(pk=pk, user=who(request))
    form = PartialReturnForm(form_data(request), claim=claim, initial={"key": fresh_key()})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            claim_of_rest = settled_or_raise(
                value_of(
                    returns.return_part(
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
    return render(request, "settlement/return_part.html", {"claim": claim, "form": form})


def sale_form(request: HttpRequest, rxno: str, caller: Caller) -> SaleForm:
    """The form of a sale on a prescription that the institution may dispense. Raises NotFound."""
    today = clock.today()
    data = form_data(request, *(resolve_url(f"settlement:{step}", rxno) for step in ("sale", "settle")))
    person = str(data.get("person", "")) if data else ""
    prescription = prescriptions.dispensable(rxno=rxno, institution=caller.institution, on=today, person=person)
    # The first code of the policy that this kind of institution uses for this setting; without one the counter refuses.
    channel = InstitutionKind.of(caller.institution).channel
    types = current_policy()[Settling].medical_types.on(today)
    fit = (code for code, kind in types.items() if kind.setting == prescription.setting and channel in kind.channels)
    initial = {"key": fresh_key(), "credential": Credential.IDENTITY_CARD.value}
    if data and BEGINS in data:
        # From the page that found it, for a patient who chose another institution: nothing is filled in yet.
        initial |= {"person": person, "elsewhere": str(data.get("elsewhere", ""))}
        data = None
    products = [line.product for line in prescription.lines]
    prices = {} if data else records.last_prices(institution=caller.institution, products=products, on=today)
    return SaleForm(
        data, prescription=prescription, medical_type=next(fit, ""), today=today, initial=initial, prices=prices
    )


def settled_or_raise(result: Settled | RuleRefused) -> Settled:
    """The settlement. Raises the refusal, for the form to show."""
    if isinstance(result, RuleRefused):
        raise result
    return result


def to_claim(request: HttpRequest, answer: Settled | RuleRefused | StoredAnswer) -> HttpResponse:
    """To the settlement, fresh or stored. Raises RuleRefused where it was refused."""
    claim = settled_or_raise(value_of(answer, caller_of(request)))
    if claim.reverses is None:
        words = f"已结算，结算编号 {claim.id}，请向患者收取 {yuan(claim.sums.patient)} 元。"
    else:
        words = f"已撤销结算 {claim.reverses}，请退还患者 {yuan(-claim.sums.patient)} 元。"
    messages.success(request, words)
    return redirect("settlement:claim", claim.id)
