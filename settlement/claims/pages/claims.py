"""The settlements of an institution or an area: the list, one of them explained, its receipt."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from acts.demands import ask
from kit import clock
from province.frame.access import page, who
from settlement.claims.models import Claim
from settlement.claims.pages.roles import COUNTER, READERS
from settlement.claims.pages.tables import shown_state, state_of, table_for
from settlement.claims.queries import records
from settlement.claims.queries.contradictions import sentence_of, with_contradictions
from settlement.claims.words import ClaimState

ask("periodic_payment")


@page(roles=READERS)
def settlements(request: HttpRequest) -> HttpResponseBase:
    """One day's settlements and what they come to; today's where the address names no day."""
    if not request.GET:
        return redirect(f"{reverse('settlement:settlements')}?day={clock.today()}")
    of_agency = who(request).role not in COUNTER
    table = table_for(request, records.for_lists(records.visible_to(who(request))), of_agency)
    return table.respond("settlement/settlements.html", totals=records.totals(table.found), of_agency=of_agency)


@page(roles=READERS)
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a settlement; the counter is offered its reversal while it stands."""
    context = _context(request, pk)
    may_reverse = who(request).role in COUNTER and state_of(context["claim"]) is ClaimState.SETTLED
    return render(request, "settlement/claim.html", {**context, "may_reverse": may_reverse})


@page(roles=READERS)
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """For the patient: what was bought, who pays what, and why. Nothing of a payment standard stands in it."""
    return render(request, "settlement/receipt.html", _context(request, pk))


def _context(request: HttpRequest, pk: int) -> dict[str, Any]:
    row = records.one(pk=pk, user=who(request))
    doubts = with_contradictions(Claim.objects.filter(pk=pk)).first() if who(request).role not in COUNTER else None
    return {
        "claim": row,
        "reversal": getattr(row, "reversal", None),
        "continuation": getattr(row, "continuation", None),
        "state": shown_state(row),
        "contradiction": sentence_of(doubts) if doubts else "",
    }


@page(roles=COUNTER)
def months(request: HttpRequest) -> HttpResponse:
    """What the funds owe the institution, month by month."""
    rows = records.by_month(who(request))
    this_month = clock.today().replace(day=1)
    current = next((row for row in rows if row.month == this_month), None)
    return render(request, "settlement/months.html", {"months": rows, "this": current})
