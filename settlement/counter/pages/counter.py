"""Settling in the browser, for a pharmacy without a point-of-sale system: preview and confirm."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.views.decorators.debug import sensitive_post_parameters

from kit import clock
from kit.errors import NotFound
from physicians.institutions.words import InstitutionKind
from province.frame.access import page
from province.frame.cloakroom import form_data
from province.law.queries.policy import current_policy
from settlement.claims.pages.roles import COUNTER
from settlement.claims.queries import records
from settlement.counter.actions import settling as counter
from settlement.counter.actions.prices import PREVIEWS, SALES, try_prices
from settlement.counter.pages.desk import caller_of, fresh_key, refusals_in, settled_or_raise, to_claim
from settlement.counter.pages.finding import NOT_FOUND, counter_page
from settlement.counter.pages.forms import FindForm, SaleForm
from settlement.counter.policy import Settling
from settlement.counter.queries import prescriptions
from settlement.counter.queries.finding import Matches
from settlement.counter.queries.preview import preview
from settlement.counter.rules.answers import Answers
from settlement.counter.rules.orders import Caller
from settlement.counter.words import Credential

BEGINS = "begin"


@sensitive_post_parameters("certno")
@page(roles=COUNTER)
def sale(request: HttpRequest, rxno: str) -> HttpResponse:
    """The sale's form; sent, what it would come to, with the button that settles it. Of a prescription that is not for
    this institution, unknown or another's, the page that finds says how to go on."""
    at, caller = clock.now(), caller_of(request)
    try:
        form, outcome, prices_left = sale_form(request, rxno, caller), None, None
    except NotFound:
        # Unknown and another's are one page to the letter: the number is not repeated.
        return counter_page(request, caller.institution, FindForm(), Matches(), note=NOT_FOUND, status=NotFound.status)
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
