"""The published list: open to everybody, as of any day, with confidential prices withheld."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from acts.register import carries
from catalog.models import Drug
from catalog.pages.tables import PublicList
from catalog.pages.words import listed_price_shown, standard_shown
from catalog.queries.listings import listed_on, listing_on
from catalog.queries.products import of_drug, payable_on, priced_on, shown_prices
from province.pages.access import PUBLIC, page
from province.pages.as_of import asked_day, cacheable


@page(roles=PUBLIC)
@carries("JS-3.3")
def published(request: HttpRequest) -> HttpResponseBase:
    """The separate-payment list of a day. Source: HN-6.1, JS-3.3."""
    day = asked_day(request)
    response = PublicList(request, listed_on(day)).respond("catalog/published.html", day=day)
    return cacheable(request, response)


@page(roles=PUBLIC)
def published_drug(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One drug of the list of a day, with the products that are paid."""
    day = asked_day(request)
    drug: Drug = get_object_or_404(listed_on(day), pk=pk)
    products = priced_on(day, of_drug(drug).filter(pk__in=payable_on(day).values("pk")))
    shown = [(product, shown_prices(product, "")) for product in products]
    rows = [(product, standard_shown(prices), listed_price_shown(prices)) for product, prices in shown]
    context = {"drug": drug, "day": day, "listing": listing_on(drug, day), "products": rows}
    return cacheable(request, render(request, "catalog/published_drug.html", context))
