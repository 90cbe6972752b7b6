"""The published list: open to everybody, as of any day, with confidential prices withheld."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from acts.demands import carries
from catalog.admissions.queries import payable_on
from catalog.drugs.models import Drug
from catalog.drugs.pages.shown import listed_price_shown, standard_shown
from catalog.drugs.pages.tables import PublicList
from catalog.drugs.queries import terms_on
from catalog.listings.queries import listed_on, listing_on
from catalog.prices.queries import priced_on, shown_prices
from catalog.products.queries import of_drug
from kit.pages.as_of import asked_day, cacheable
from province.frame.access import PUBLIC, page


@page(roles=PUBLIC)
@carries("published_catalogue")
def published_list(request: HttpRequest) -> HttpResponseBase:
    """The separate-payment list of a day."""
    day = asked_day(request)
    response = PublicList(request, listed_on(day)).respond("catalog/published.html", day=day)
    return cacheable(request, response)


@page(roles=PUBLIC)
def published_drug(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One drug of the list of a day, with the products that are paid."""
    day = asked_day(request)
    drug: Drug = get_object_or_404(listed_on(day), pk=pk)
    products = priced_on(day, of_drug(drug).filter(pk__in=payable_on(day).values("pk")))
    product_prices = [(product, shown_prices(product, "")) for product in products]
    rows = [(product, standard_shown(prices), listed_price_shown(prices)) for product, prices in product_prices]
    context = {
        "drug": drug,
        "day": day,
        "terms": terms_on(drug, day),
        "listing": listing_on(drug, day),
        "products": rows,
    }
    return cacheable(request, render(request, "catalog/published_drug.html", context))
