"""What is left of a person's year, for whoever settled for her or looks after her area."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kit import clock
from province.frame.access import page, who
from settlement.annual_accounts.queries import standing
from settlement.claims.pages.roles import READERS
from settlement.claims.queries import accounts, records


@page(roles=READERS)
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a year's account of a person: its limits, her own share, her latest settlements."""
    row = accounts.one(pk=pk, user=who(request))
    context = {
        "account": row,
        "standings": standing(row, clock.today()),
        "own_share": accounts.own_share(row),
        "claims": records.visible_to(who(request)).filter(account=row).order_by("-pk")[:20],
    }
    return render(request, "settlement/account.html", context)
